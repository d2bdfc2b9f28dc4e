using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>Re-checks seals: each document against its hash, and the hash against what the audit said when the cycle was sealed.</summary>
static class SealCheck
{
    /// <summary>What the audit calls a sealing.</summary>
    public const string What = "account.seal";

    public static string DetailOf(Seal seal) => $"Seal {seal.Number} of the cycle from {Timestamp.Format(seal.CycleStart)}, SHA-256 {seal.Hash}.";

    /// <summary>The first seal that is not as it was sealed, as a sentence; null if all are.</summary>
    public static async Task<string?> FirstBrokenAsync(StoreContext context, Account account, CancellationToken cancellation)
    {
        var audited = await context.Audit.Where(row => row.AccountId == account.Id && row.What == What).Select(row => row.Detail).ToListAsync(cancellation);
        var seals = context.Seals.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.CycleStart).ThenBy(row => row.Number);
        await foreach (var seal in seals.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (Problem(seal) is { } problem)
                return $"Seal {seal.Number} of the cycle of {account.Slug} from {Timestamp.Format(seal.CycleStart)}: {problem}";
            if (!audited.Remove(DetailOf(seal)))
                return $"Seal {seal.Number} of the cycle of {account.Slug} from {Timestamp.Format(seal.CycleStart)} is not the one that the audit tells of.";
        }

        return audited.Count == 0 ? null : $"A seal of {account.Slug} is gone, which the audit tells of: {audited[0]}";
    }

    static string? Problem(Seal seal)
    {
        try
        {
            var document = SealDocument.Decompress(seal.Document);
            if (SealDocument.HashOf(document) != seal.Hash)
                return "its document is not the one that was sealed.";

            SealDocument.Read(document);
            return null;
        }
        catch (InvalidDataException)
        {
            return "its document cannot be read.";
        }
    }
}
