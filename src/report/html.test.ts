import { describe, expect, it } from "vitest";
import { html, raw, scriptJson, scriptText } from "./html.ts";

describe("html", () => {
  it("escapes what is put in, and not what is already markup", () => {
    expect(html`<p title="${'"'}">${"<b> & 'x'"}${raw("<i>y</i>")}</p>`.markup).toBe(
      '<p title="&quot;">&lt;b&gt; &amp; &#39;x&#39;<i>y</i></p>',
    );
  });

  it("joins lists and leaves out null, undefined and false", () => {
    expect(html`${[1, null, html`<b>${"&"}</b>`, false, undefined, "z"]}`.markup).toBe("1<b>&amp;</b>z");
  });
});

describe("data in a script element", () => {
  it("cannot end or open an element and reads back the same", () => {
    const value = { text: "</script><!-- & \u2028 <script>" };
    const { markup } = scriptJson(value);
    expect(markup).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(markup)).toEqual(value);
  });

  it("keeps five digits and writes values that are no numbers as null", () => {
    expect(scriptJson([1 / 3, 123456, Number.NaN]).markup).toBe("[0.33333,123456,null]");
  });
});

describe("a program in a script element", () => {
  it("cannot end the element", () => {
    const program = 'const a = "</script><!--";';
    const { markup } = scriptText(program);
    expect(markup).not.toMatch(/<\/script|<!--/i);
    expect(new Function(`${markup} return a;`)()).toBe("</script><!--");
  });
});
