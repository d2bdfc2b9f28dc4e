using System.Text;
using ExcelDataReader;

namespace CreditDashboard.Tests.Components.Exports;

/// <summary>A workbook as another program reads it: the rows of each sheet, numbers as numbers.</summary>
static class ReadBook
{
    public static Dictionary<string, List<object?[]>> Of(byte[] book)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(book));
        Dictionary<string, List<object?[]>> sheets = [];
        do
        {
            List<object?[]> rows = [];
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add(reader.Name, rows);
        }
        while (reader.NextResult());
        return sheets;
    }
}
