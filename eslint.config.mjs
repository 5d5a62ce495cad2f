// What ESLint checks: TypeScript with its types and strictly, plain JavaScript by the recommended rules.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

const globals = Object.fromEntries(
  ["console", "process", "URL", "setTimeout", "performance"].map((name) => [name, "readonly"]),
);

export default defineConfig(
  globalIgnores(["build/", "coverage/", "dist/", "typings/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  { files: ["**/*.mjs"], languageOptions: { globals } },
  {
    files: ["**/*.ts"],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number reads the same in a message as anywhere.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => stop()` says what is called; that it returns nothing changes nothing.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A loop that only a return, a break or an error ends.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: true },
      ],
    },
  },
);
