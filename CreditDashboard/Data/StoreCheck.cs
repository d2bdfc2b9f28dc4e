using System.Buffers;
using System.Security.Cryptography;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>What a check of the store found.</summary>
/// <param name="Broken">The first row that is not as it must be, as a sentence; null if all is well.</param>
/// <param name="Digest">SHA-256 in hexadecimal over all current rows and verdicts, account by account; empty if something is broken.</param>
public sealed record StoreCheckReport(string? Broken, string Digest, int Accounts, long Reveals, long Deductions, long Verdicts);

/// <summary>Re-checks every invariant of the store. It reads only, each account as of one moment, and works beside a running server.</summary>
public sealed class StoreCheck(AccountReader reader)
{
    /// <param name="writeVerdicts">Writes the verdicts of an account as JSON; the digest is made over it.</param>
    public async Task<StoreCheckReport> RunAsync(
        Action<Judgement, IBufferWriter<byte>> writeVerdicts, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var digest = new HashedOutput(hash);
        var report = new StoreCheckReport(null, "", 0, 0, 0, 0);
        var (damage, accounts) = await BeginAsync(cancellation);
        if (damage is not null)
            return report with { Broken = damage };

        foreach (var account in accounts)
        {
            await using var context = await reader.BeginAsync(cancellation);
            var connection = AccountReader.ConnectionOf(context);
            var now = await context.Accounts.AsNoTracking()
                .Where(row => row.Id == account)
                .Select(row => new { Account = row, Writing = EF.Property<long>(row, Columns.Writing) })
                .SingleOrDefaultAsync(cancellation);
            if (now is null)
                continue;

            var check = new SqliteCheck(connection, now.Account, now.Writing != 0);
            if (check.FirstBroken() is { } row)
                return report with { Broken = row };
            if (await VendorCheck.FirstBrokenAsync(context, now.Account, cancellation) is { } figure)
                return report with { Broken = figure };

            var snapshot = await reader.ReadAsync(context, account, known: null, cancellation);
            var judgement = snapshot!.Judgement;
            if ((Doubled(judgement.Rows, now.Account) ?? Unjudged(judgement, now.Account)) is { } doubled)
                return report with { Broken = doubled };
            if (await SealCheck.FirstBrokenAsync(context, now.Account, cancellation) is { } seal)
                return report with { Broken = seal };
            if (await AccountHistory.FirstBrokenAsync(context, now.Account, cancellation) is { } standing)
                return report with { Broken = standing };
            if (await CostCheck.FirstBrokenAsync(context, now.Account, cancellation) is { } cost)
                return report with { Broken = cost };
            if (check.FirstBroken(judgement) is { } verdict)
                return report with { Broken = snapshot.VerdictsAreOld ? verdict + " An older version made it: the server judges anew when it starts." : verdict };

            CanonicalRows.Write(judgement.Rows, digest);
            writeVerdicts(judgement, digest);
            report = report with
            {
                Accounts = report.Accounts + 1,
                Reveals = report.Reveals + judgement.Rows.Reveals.Length,
                Deductions = report.Deductions + judgement.Rows.Deductions.Length,
                Verdicts = report.Verdicts + judgement.Verdicts.Length,
            };
        }

        return report with { Digest = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    async Task<(string? Damage, List<long> Accounts)> BeginAsync(CancellationToken cancellation)
    {
        await using var context = await reader.BeginAsync(cancellation);
        var damage = SqliteCheck.Integrity(AccountReader.ConnectionOf(context)) ?? await CardCheck.FirstBrokenAsync(context, cancellation);
        return (damage, damage is null ? await context.Accounts.OrderBy(row => row.Slug).Select(row => row.Id).ToListAsync(cancellation) : []);
    }

    static string? Doubled(AccountRows rows, Account account)
    {
        for (var i = 0; i < rows.Reveals.Length; i++)
        {
            if (rows.FindReveal(rows.Reveals[i].Tie, rows.RevealIds.Utf8(rows.Reveals[i].Id)) != i)
                return $"Reveal {rows.RevealId(i)} of {account.Slug} is there twice.";
        }

        for (var i = 0; i < rows.Deductions.Length; i++)
        {
            if (rows.FindDeduction(rows.Deductions[i].Tie, rows.DeductionIds.Utf8(rows.Deductions[i].Id)) != i)
                return $"Deduction {rows.DeductionId(i)} of {account.Slug} is there twice.";
        }

        return null;
    }

    /// <summary>Every row must stand in exactly one verdict.</summary>
    static string? Unjudged(Judgement judgement, Account account)
    {
        var reveals = new int[judgement.Rows.Reveals.Length];
        var deductions = new int[judgement.Rows.Deductions.Length];
        foreach (var member in judgement.Members)
            (member.IsReveal ? reveals : deductions)[member.Index]++;

        var reveal = Array.FindIndex(reveals, count => count != 1);
        var deduction = Array.FindIndex(deductions, count => count != 1);
        return reveal >= 0 ? $"Reveal {judgement.Rows.RevealId(reveal)} of {account.Slug} stands in {reveals[reveal]} verdicts."
            : deduction >= 0 ? $"Deduction {judgement.Rows.DeductionId(deduction)} of {account.Slug} stands in {deductions[deduction]} verdicts."
            : null;
    }

    /// <summary>Hashes what is written to it, and keeps nothing.</summary>
    sealed class HashedOutput(IncrementalHash hash) : IBufferWriter<byte>
    {
        byte[] _buffer = new byte[64 * 1024];

        public void Advance(int count) => hash.AppendData(_buffer.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (sizeHint > _buffer.Length)
                _buffer = new byte[sizeHint];
            return _buffer;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
