using System.Text.Json;
using CreditDashboard.Data;

namespace CreditDashboard.Import;

/// <summary>What became of an import, as the command and the API give it.</summary>
static class ImportJson
{
    public static void Write(Utf8JsonWriter json, ImportReport report)
    {
        json.WriteStartObject();
        json.WriteStartArray("files");
        foreach (var file in report.Files)
            WriteFile(json, file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteFile(Utf8JsonWriter json, FileReport file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        json.WriteString("kind", file.Kind.Slug());
        json.WriteNumber("rows", file.Rows);
        json.WriteNumber("imported", file.Imported);
        json.WriteNumber("already", file.Already);
        json.WriteNumber("refused", file.Refused);
        json.WriteNumber("conflicts", file.Conflicts);
        json.WriteString("message", file.Message);
        json.WriteNumber("zone_assumed", file.ZoneAssumed);
        AnswerJson.WriteTexts(json, "ignored_columns", file.IgnoredColumns);
        if (file.Coverage is { } coverage)
        {
            json.WriteStartObject("coverage");
            AnswerJson.WriteInstant(json, "from", coverage.From);
            AnswerJson.WriteInstant(json, "to", coverage.To);
            json.WriteBoolean("declared", coverage.Declared);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("coverage");
        }

        json.WriteStartArray("problems");
        foreach (var problem in file.Problems)
        {
            json.WriteStartObject();
            json.WriteNumber("line", problem.Line);
            json.WriteString("column", problem.Column);
            json.WriteString("reason", problem.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
