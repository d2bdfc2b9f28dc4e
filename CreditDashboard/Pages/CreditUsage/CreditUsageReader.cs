using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>Reads an account's ledger into what the Credit Usage page shows.</summary>
public sealed class CreditUsageReader(LedgerReader ledgers, TimeProvider time)
{
    /// <summary>The report, or null if there is no such account for this person.</summary>
    public async Task<CreditUsageReport?> ReadAsync(string personId, CreditUsageQuery query, CancellationToken ct) =>
        await ledgers.OpenAsync(personId, query.Filter.Account, ct) is { } ledger
            ? new Reading(ledger, query with { Filter = query.Filter with { Account = ledger.Account.Slug } }, Instant.FromDateTimeOffset(time.GetUtcNow())).Report()
            : null;

    /// <summary>One reading: the ledger, what is asked of it, and when.</summary>
    sealed class Reading(AccountSnapshot ledger, CreditUsageQuery query, Instant now)
    {
        readonly WindowView _window = WindowView.Read(query.Filter.Window, ledger.Cycles, now);
        readonly IReadOnlySet<int>? _users = LedgerOptions.UsersOf(ledger, query.Filter);
        readonly IReadOnlySet<int>? _channels = LedgerOptions.ChannelsOf(ledger, query.Filter);

        Judgement Judgement => ledger.Judgement;

        public CreditUsageReport Report()
        {
            var chart = UsageChart.Of(ledger, _window, query.Filter, (by, window) => Usage([by, UsageField.Channel], window), now);
            var channels = Usage([UsageField.Channel]);
            var questions = Questions.Of(Judgement, _window.Window, _users, _channels, CreditType.Prospecting, now);
            var links = new UsageLinks(query.Filter, query.To, query.AllUsers ? null : (query with { AllUsers = true }).ToUri());
            var byAll = query.Filter.IsNarrowed
                ? UsageReport.Of(Judgement, new UsageQuestion(_window.Window), now).Total.Count
                : channels.Total.Count;
            return new CreditUsageReport
            {
                Account = ledger.Account.Slug,
                AccountName = ledger.Account.Name,
                Window = _window,
                Options = LedgerOptions.Of(ledger),
                Findings = [.. Sentence.Of(Judgement.Matches.Faults)],
                IsEmpty = Judgement.Rows.Deductions.Length == 0,
                Used = channels.Total.Count,
                UsedByAll = byAll,
                Deductions = channels.Deductions,
                Allowance = AllowanceOf(byAll),
                Disputable = questions.Summary(),
                Conversation = ConversationUse(),
                Chart = chart,
                Verdicts = ByDisposition(),
                Bridge = BridgeView.Of(ledger, _window.Window, query.Filter, query.Counting, now),
                Kinds = UsageTables.Kinds(channels, ledger),
                ByChannel = UsageTables.ByChannel(channels, ledger, links, questions),
                ByUser = UsageTables.ByUser(Usage([UsageField.User]), ledger, links, questions),
            };
        }

        UsageReport Usage(IReadOnlyList<UsageField> by, Window? window = null, CreditType type = CreditType.Prospecting) =>
            UsageReport.Of(Judgement, new UsageQuestion(window ?? _window.Window, type, _users, _channels, by), now);

        Allowance AllowanceOf(long used)
        {
            if (_window is not { Kind: WindowKind.Cycle, Window.To: { } to })
                return new(null, null, null);

            var given = Given(CreditType.Prospecting, ledger.Account.CreditsPerCycle);
            return new(given, given - used, now < to ? (long)Math.Ceiling((to - now).TotalDays) : null);
        }

        /// <summary>The credits given in the window. An allocation that the files bring stands in place of the one that was set.</summary>
        long? Given(CreditType type, long? perCycle)
        {
            var grants = ledger.Grants.Where(grant => grant.CreditType == type && _window.Window.Holds(grant.PostedAt)).ToList();
            var isAllocated = grants.Exists(grant => grant.Kind == GrantKind.Allocation);
            return grants.Count == 0 && perCycle is null
                ? null
                : grants.Sum(grant => grant.Credits.Count) + (isAllocated ? 0 : perCycle ?? 0);
        }

        Conversation ConversationUse()
        {
            var use = Usage([UsageField.Channel], type: CreditType.Conversation);
            return new(
                use.Total.Count,
                _window.Kind == WindowKind.Cycle ? Given(CreditType.Conversation, null) : null,
                Questions.Of(Judgement, _window.Window, _users, _channels, CreditType.Conversation, now).Summary().Credits,
                [.. use.Rows.OrderByDescending(row => row.Credits).Select(row => (Words.Channel(row.Keys[0] ?? ""), row.Credits.Count))]);
        }

        List<(Disposition, long)> ByDisposition() =>
        [
            .. Usage([UsageField.Verdict]).Rows
                .Where(row => row.Keys[0] is not null)
                .GroupBy(row => VerdictCodes.TryParse(row.Keys[0]!, out VerdictCode code) ? code.Disposition() : default, row => row.Credits.Count)
                .OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Sum())),
        ];
    }
}
