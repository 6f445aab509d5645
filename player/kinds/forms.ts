/** The script of the questions that are answered in a form. */

import { Rows } from "../blocks/matching/rows";
import { startNumeric } from "../blocks/numeric/numeric";
import { Order } from "../blocks/ordering/ordering";
import { startReflection } from "../blocks/reflection/reflection";
import { startShortText } from "../blocks/short_text/short_text";
import { bring, startsWith } from "./kinds";

bring({
  questions: {
    matching: startsWith(Rows),
    ordering: startsWith(Order),
    numeric: startNumeric,
    short_text: startShortText,
    reflection: startReflection,
  },
});
