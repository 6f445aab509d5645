"""LaTeX as a tree of MathML, and what is said of LaTeX that is none."""

from __future__ import annotations

import pytest

from scorm_builder.load.maths import FormulaError, formula
from scorm_builder.render.clean import clean
from scorm_builder.render.maths import mathml
from scorm_builder.render.spoken import spoken


def fault(latex: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        formula(latex, block=False)
    return caught.value


def test_formula_is_mathml_with_its_source_and_a_name() -> None:
    found = mathml(r"\text{SNR} = \frac{\mu}{\sigma}", block=False)
    assert found.startswith('<math display="inline" dir="ltr"')
    assert r'alttext="\text{SNR} = \frac{\mu}{\sigma}"' in found
    assert 'aria-label="SNR = μ/σ"' in found
    assert "<mfrac><mrow><mi>μ</mi></mrow><mrow><mi>σ</mi></mrow></mfrac>" in found
    assert clean(found) == found


@pytest.mark.parametrize(
    ("latex", "at", "words"),
    [
        ("", 0, "empty"),
        (r"\frac{a", 5, "never closed"),
        ("ab}", 2, "closes nothing"),
        (r"x + \foo{y}", 4, r"'\foo' is not a command"),
        ("x^", 1, "nothing stands behind"),
        ("x^a^b", 1, "superscripts"),
        ("a_b_c", 1, "subscripts"),
        (r"\left( a", 0, r"'\left' and '\right'"),
        (r"\begin{matrix} a", 0, r"'\begin' and '\end'"),
        (r"\frac{a}", 0, "part of the formula is missing"),
        ("a & b", 2, "outside of a table"),
        ("50%", 2, "comment"),
        ("a $ b", 2, "dollar sign"),
        (r"\boxed{x}", 0, "browsers do not draw"),
        ("{" * 21 + "}" * 21, 20, "nested"),
        ("x" * 1_001, 0, "1,000 characters"),
        (r"\frac" * 190, 950, "missing at the end"),
    ],
)
def test_wrong_latex_is_a_fault_at_its_character(latex: str, at: int, words: str) -> None:
    found = fault(latex)
    assert found.at == at
    assert words in found.message


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{display:none}{x}",
        r"\class{skip}{x}",
        r"\def\a{\a}\a",
        r"\color{red}{x}",
        r"\unicode{x3c}",
        r"\includegraphics{x}",
    ],
)
def test_command_that_is_more_than_mathematics_is_refused(latex: str) -> None:
    assert "is not taken" in fault(latex).message
    assert "<" not in mathml(latex, block=False)


def test_text_in_a_formula_is_never_markup() -> None:
    found = mathml(r"\text{<img src=x onerror=alert(1)>&lt;b&gt;}", block=False)
    assert "<img" not in found
    assert "<b>" not in found
    assert clean(found).replace("&nbsp;", "\xa0") == found


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\frac{a+b}{2}", "(a + b)/2"),
        ("x^2", "x²"),
        ("x_{10}", "x₁₀"),
        (r"\mu_{\text{water}} b", "μ_water b"),
        (r"\sqrt[3]{x+1}", "³√(x + 1)"),
        (r"\sum_{i=1}^n i", "∑_(i = 1)ⁿi"),
        (r"{}^{99m}\text{Tc}", "^(99m)Tc"),
        ("x'", "x′"),
        (r"5\,\text{mGy}", "5 mGy"),
        (r"\binom{n}{k}", "(n over k)"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
    ],
)
def test_formula_has_a_name_in_plain_text(latex: str, words: str) -> None:
    assert spoken(formula(latex, block=False).tree) == words


def test_bold_letters_are_letters_of_their_own() -> None:
    assert "<mi>𝐱</mi>" in mathml(r"\mathbf{x}", block=False)


def test_lines_can_be_aligned() -> None:
    assert mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", block=True).count("<mtr>") == 2
