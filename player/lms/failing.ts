/** The panel "Make it fail": the most useful faults of the LMS, each to be switched on and off. */

import type { Faults } from "./faults";

/** One switch of the panel. */
interface Knob {
  readonly label: string;
  /** What it sets; while all of it is set, the switch is on. */
  readonly faults: Faults;
}

const KNOBS: readonly Knob[] = [
  { label: "Commits fail", faults: { commit: { code: 101 } } },
  { label: "No network (Moodle says that all is well)", faults: { offline: true } },
  { label: "Commits lie: nothing is stored", faults: { lies: true } },
  { label: "Session expired", faults: { expired: true } },
  { label: "Every request takes 5 seconds", faults: { slow: 5000 } },
  { label: "The LMS stops answering", faults: { silent: true } },
  { label: "State is cut to 100 characters", faults: { truncate: 100 } },
  { label: "State is lost at the next launch", faults: { lose: ["cmi.suspend_data"] } },
  { label: "Everything is lost at the next launch", faults: { forget: true } },
];

/** Fill the panel; `current` are the faults now, `change` is told of others. */
export function startFailing(
  panel: HTMLDetailsElement,
  current: () => Faults,
  change: (faults: Faults) => void,
): { draw: () => void } {
  const switches = KNOBS.map((knob) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, knob.label);
    box.addEventListener("change", () => {
      const names = Object.keys(knob.faults);
      const others = Object.entries(current()).filter(([name]) => !names.includes(name));
      change({ ...(Object.fromEntries(others) as Faults), ...(box.checked ? knob.faults : {}) });
    });
    return { knob, box, label };
  });
  panel.querySelector("fieldset")?.append(...switches.map(({ label }) => label));
  const summary = panel.querySelector("summary") as HTMLElement;
  const draw = () => {
    const now: Record<string, unknown> = { ...current() };
    let on = 0;
    for (const { knob, box } of switches) {
      box.checked = Object.keys(knob.faults).every((name) => name in now);
      if (box.checked) on += 1;
    }
    const others = Object.keys(now).length > on ? " and others" : "";
    summary.textContent = on || others ? `Make it fail: ${on} on${others}` : "Make it fail";
    panel.classList.toggle("on", Object.keys(now).length > 0);
  };
  draw();
  return { draw };
}
