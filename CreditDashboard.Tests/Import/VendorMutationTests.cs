using System.Text;
using CreditDashboard.Import;
using CreditDashboard.Tests.Data;

namespace CreditDashboard.Tests.Import;

/// <summary>Damaged copies of the vendor's files: whatever stands in them, an import ends with a report, counts every row, and the store stays sound.</summary>
public class VendorMutationTests
{
    const int Mutations = 150;

    static readonly byte[][] Pieces =
    [
        [.. "\""u8], [.. ","u8], [.. "\n"u8], [.. "\r\n"u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. "\\"u8], [.. "\\u0000"u8], [.. "\\ud800"u8], [0], [0xFF], [0xEF, 0xBB, 0xBF],
        [.. "-1"u8], [.. "1e400"u8], [.. "99999999999999999999"u8], [.. "null"u8], [.. "true"u8], [.. "Total"u8], [.. "API credits"u8], [.. "User Email"u8], [.. ";"u8], [.. "\t"u8],
        [.. "November 2026"u8], [.. "@"u8], [.. "=1+1"u8], [.. "\u202E"u8], [.. "a\u0301"u8], [.. "9223372036854775807"u8],
    ];

    [Theory]
    [InlineData("usage-report.csv", 1)]
    [InlineData("api-responses.jsonl", 2)]
    [InlineData("account-usage.json", 3)]
    public async Task DamagedCopies_NeverCrash_AndEveryRowIsCounted(string sample, int seed)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        var (random, whole) = (new Random(seed), Encoding.UTF8.GetBytes(TestStore.Sample(sample)));
        var landed = 0;
        for (var round = 0; round < Mutations; round++)
        {
            var damaged = Damaged(whole, random);
            var report = Assert.Single((await store.ImportAsync(new ImportRequest { Strict = round % 5 == 0, Restate = round % 3 == 0 }, null, damaged)).Files);
            Assert.Equal(report.Rows, report.Imported + report.Already + report.Refused + report.Conflicts);
            Assert.True(report.Message is not null || report.Rows > 0, Encoding.UTF8.GetString(damaged));
            landed += report.Imported > 0 ? 1 : 0;
        }

        Assert.InRange(landed, 5, Mutations - 5);
        await store.DigestAsync();
    }

    static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)'{');
        }

        return [.. bytes];
    }
}
