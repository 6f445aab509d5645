"""Synthetic teaching pictures for the course "Imaging of musculoskeletal disorders".

Every picture is an invented illustration computed from simple solids; none of them shows a patient.
"""
