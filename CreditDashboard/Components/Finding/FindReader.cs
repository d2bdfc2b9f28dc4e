using CreditDashboard.Components.Activities;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;

namespace CreditDashboard.Components.Finding;

/// <summary>One thing that a text finds.</summary>
/// <param name="Kind">What it is: <c>Deduction</c>.</param>
/// <param name="Detail">What tells it from others, in a few words.</param>
/// <param name="IsUser">Found by a name, which does not belong in an address; everything else by its whole id.</param>
public sealed record FindHit(string Kind, string Text, string Detail, string Href, bool IsUser = false);

public sealed record FindReport(string Account, string AccountName, string Text, IReadOnlyList<FindHit> Hits);

/// <summary>Finds a row, contact, job or request of an account by its whole id, and a user by the start of the name.</summary>
public sealed class FindReader(LedgerReader ledgers)
{
    public const string Searched = "Searched were the whole ids of reveals, deductions, contacts, jobs and requests, and the first letters of users.";

    const int UsersMax = 20;

    /// <summary>What the text finds, or null if there is no such account for this person.</summary>
    public async Task<FindReport?> FindAsync(string personId, string? slug, string text, CancellationToken ct) =>
        await ledgers.OpenAsync(personId, slug, ct) is { } ledger
            ? new(ledger.Account.Slug, ledger.Account.Name, text.Trim(), text.AsSpan().Trim().IsEmpty ? [] : [.. Find(ledger, text.Trim())])
            : null;

    static IEnumerable<FindHit> Find(AccountSnapshot ledger, string text)
    {
        var (rows, account, zone) = (ledger.Rows, ledger.Account.Slug, ledger.Cycles.Zone);
        if (rows.FindDeduction(text) is >= 0 and var paid)
        {
            var row = rows.Deduction(paid);
            yield return new("Deduction", text, $"{Words.Taken(row.Credits.Count)} {(row.Credits.Count == 1 ? "credit" : "credits")}, {Times.Moment(row.PostedAt, zone)}", Links.ActivityRow(account, RowToken.Deduction(text)));
        }

        if (rows.FindReveal(text) is >= 0 and var shown)
        {
            var row = rows.Reveal(shown);
            yield return new("Reveal", text, $"{ShownText.Of(row)}, {Times.Moment(row.OccurredAt, zone)}", Links.ActivityRow(account, RowToken.Reveal(text)));
        }

        var keyed = ledger.Judgement.Keyed;
        if (Rows(rows.Names.Contacts, (side, contact) => keyed.OfContact(side, contact).Length) is { } ofContact)
            yield return new("Contact", text, ofContact, Links.Contact(account, text));
        if (Rows(rows.Names.Jobs, (side, job) => keyed.OfJob(side, job).Length) is { } ofJob)
            yield return new("Job", text, ofJob, Links.ActivityNaming(account, text));
        if (Rows(rows.Names.Requests, (side, request) => keyed.OfRequest(side, request).Length) is { } ofRequest)
            yield return new("Request", text, ofRequest, Links.ActivityNaming(account, text));

        foreach (var hit in Users(ledger, text).Take(UsersMax))
            yield return hit;

        // A name that only replaced rows hold finds nothing.
        string? Rows(Names names, Func<Side, int, int> count)
        {
            if (names.Find(text) is not (> Names.Absent and var number))
                return null;

            var (reveals, deductions) = (count(Side.Reveal, number), count(Side.Deduction, number));
            return reveals + deductions == 0 ? null : $"{Words.Many(reveals, "reveal")}, {Words.Many(deductions, "deduction")}";
        }
    }

    static IEnumerable<FindHit> Users(AccountSnapshot ledger, string text)
    {
        var users = ledger.Rows.Names.Users;
        return Enumerable.Range(1, users.Count - 1)
            .Where(user => users[user].StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(user => users[user], StringComparer.Ordinal)
            .Select(user => new FindHit(
                "User",
                Words.User(users[user]),
                users[user],
                Links.Of(Links.Activity, new LedgerFilter { Account = ledger.Account.Slug, Window = LedgerFilter.Everything, Users = [ledger.UserId(user)] }),
                IsUser: true));
    }
}
