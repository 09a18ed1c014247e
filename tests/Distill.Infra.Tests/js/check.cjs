// Reads {name: query} and writes {name: {errors, columns}}: what Kusto itself says of each query against the tables of Azure Monitor.
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
const { GlobalState, KustoCode, Symbols } = Kusto.Language;

const tables = Object.entries(require("./tables.json")).map(([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, ""));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("workspace", tables));
const list = (items) => Array.from({ length: items.Count }, (_, i) => items.getItem(i));

const answers = {};
for (const [name, query] of Object.entries(JSON.parse(require("fs").readFileSync(0, "utf8")))) {
  const code = KustoCode.ParseAndAnalyze(query, globals);
  answers[name] = {
    errors: list(code.GetDiagnostics()).map((d) => `${d.Severity}: ${d.Message} at ${d.Start}`),
    columns: Object.fromEntries(list(code.ResultType?.Columns ?? { Count: 0 }).map((c) => [c.Name, c.Type.Name])),
  };
}
console.log(JSON.stringify(answers));
