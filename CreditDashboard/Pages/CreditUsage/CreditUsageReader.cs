using CreditDashboard.Components;
using CreditDashboard.Components.Usage;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Rates;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Pages.CreditUsage;

/// <summary>Reads an account's ledger into what the Credit Usage page shows.</summary>
public sealed class CreditUsageReader(LedgerReader ledgers, CostDesk costs, TimeProvider time)
{
    /// <summary>The report, or null if there is no such account for this person.</summary>
    public async Task<CreditUsageReport?> ReadAsync(string personId, CreditUsageQuery query, CancellationToken ct) =>
        await ledgers.OpenAsync(personId, query.Filter.Account, ct) is { } ledger
            ? new Reading(ledger, await costs.ReadAsync(ledger, ct), query with { Filter = query.Filter with { Account = ledger.Account.Slug } }, Instant.FromDateTimeOffset(time.GetUtcNow())).Report()
            : null;

    /// <summary>One reading: the ledger, what is asked of it, and when.</summary>
    sealed class Reading
    {
        readonly AccountSnapshot _ledger;
        readonly CreditUsageQuery _query;
        readonly Instant _now;
        readonly WindowView _window;
        readonly Amounts _amounts;
        readonly UsageReading _usage;
        readonly Comparison? _compared;

        public Reading(AccountSnapshot ledger, CreditCosts costs, CreditUsageQuery query, Instant now)
        {
            (_ledger, _query, _now) = (ledger, query, now);
            _window = WindowView.Read(query.Filter.Window, ledger.Cycles, now);
            var amounts = Amounts.Of(costs, query.Filter, _window.Window, now);
            _usage = new(ledger, query.Filter, _window.Window, now, amounts.Costs);
            _amounts = amounts with { Unstated = _usage.UnstatedOf() };
            _compared = UsageChange.Known(Comparison.Of(_window.Window, query.Compare, ledger.Cycles, now), _usage);
        }

        public CreditUsageReport Report()
        {
            var (channels, users) = (_usage.By([UsageField.Channel]), _usage.By([UsageField.User]));
            var (thenChannels, thenUsers) = (Then(UsageField.Channel), Then(UsageField.User));
            var (questions, ofConversation) = Questions.Of(_usage);
            var links = new UsageLinks(_query.Filter, _query.To, _query.Top is null ? null : (_query with { Top = null }).ToUri());
            var byAll = _usage.ByAll();
            var inCredits = AllowanceOf(_usage.CreditsOfAll());
            var allowance = inCredits.In(_amounts, byAll, _window.Window, _now);
            var forecast = ForecastOf(inCredits, allowance);
            return new CreditUsageReport
            {
                Account = _ledger.Account.Slug,
                AccountName = _ledger.Account.Name,
                Window = _window,
                ReadAt = _now,
                In = _amounts,
                Options = LedgerOptions.Of(_ledger),
                Findings = [.. Sentence.Of(_ledger.Judgement.Matches.Faults)],
                IsEmpty = _ledger.Rows.Deductions.Length == 0,
                Used = channels.Total.Count,
                UsedByAll = byAll,
                Deductions = channels.Deductions,
                TieOut = TieOutView.Of(_ledger, _query.Filter, _window.Window, _now, _amounts),
                Allowance = allowance,
                Forecast = forecast,
                Change = thenChannels is null || thenUsers is null ? null : ChangeOf(channels, thenChannels, users, thenUsers, links),
                Disputable = questions.Summary(),
                Conversation = ConversationUse(ofConversation),
                Chart = ForecastBars.Over(
                    UsageChart.Of(_usage, _window, _query.ChartChoice, _compared is null ? null : (UsageChange.NameOf(_window), _compared.Whole), _amounts),
                    _query.Filter.IsNarrowed ? null : forecast, _amounts),
                ChartSteps = UsageChart.Choices(_usage),
                Verdicts = ByDisposition(),
                Bridge = BridgeView.Of(_ledger, _window.Window, _query.Filter, _query.Counting, _now, _amounts.Costs),
                Kinds = UsageTables.Kinds(channels, _ledger),
                ByChannel = UsageTables.ByChannel(BreakdownLine.Of(channels, thenChannels), _ledger, links, questions),
                ByUser = UsageTables.ByUser(BreakdownLine.Of(users, thenUsers), _query.Top, _ledger, links, questions),
                Pivot = _query.Pivot is { } rows ? PivotView.Of(_usage, rows, _query.By, _query.Top, links) : null,
            };
        }

        UsageReport? Then(UsageField field, CreditType type = CreditType.Prospecting) =>
            _compared is null ? null : _usage.By([field], _compared.Against, type);

        UsageChange ChangeOf(UsageReport channels, UsageReport thenChannels, UsageReport users, UsageReport thenUsers, UsageLinks links) => new(
            UsageChange.NameOf(_window), _compared!, channels.Total.Count, thenChannels.Total.Count,
            _compared!.IsPart ? _usage.By([], _compared.Whole).Total.Count : null,
            UsageChange.Parts(_ledger, UsageField.Channel, channels, thenChannels, links),
            UsageChange.Parts(_ledger, UsageField.User, users, thenUsers, links));

        Allowance AllowanceOf(long used)
        {
            if (_window is not { Kind: WindowKind.Cycle, Window.To: { } to })
                return new(null, null, null);

            var given = Given(CreditType.Prospecting, _ledger.Account.CreditsPerCycle);
            return new(given, given - used, _now < to ? (long)Math.Ceiling((to - _now).TotalDays) : null);
        }

        Forecast? ForecastOf(Allowance inCredits, Allowance allowance)
        {
            var forecast = _window is { Kind: WindowKind.Cycle, IsRunning: true }
                ? Forecast.Of(_ledger.Judgement, _ledger.Cycles.Holding(_now), inCredits.Given is { } given ? new Credits(given) : null, _now)
                : null;
            return _amounts.Costs is { } costs ? forecast?.In(costs, allowance.Given is { } budget ? new Credits(budget) : null) : forecast;
        }

        /// <summary>The credits given in the window. An allocation that the files bring stands in place of the one that was set.</summary>
        long? Given(CreditType type, long? perCycle)
        {
            var grants = _ledger.Grants.Where(grant => grant.CreditType == type && _window.Window.Holds(grant.PostedAt)).ToList();
            var isAllocated = grants.Exists(grant => grant.Kind == GrantKind.Allocation);
            return grants.Count == 0 && perCycle is null
                ? null
                : grants.Sum(grant => grant.Credits.Count) + (isAllocated ? 0 : perCycle ?? 0);
        }

        Conversation ConversationUse(Questions questions)
        {
            var (use, then) = (_usage.By([UsageField.Channel], type: CreditType.Conversation), Then(UsageField.Channel, CreditType.Conversation));
            return new(
                use.Total.Count,
                _window.Kind == WindowKind.Cycle && !_amounts.IsMoney ? Given(CreditType.Conversation, null) : null,
                then is null ? null : (use.Total - then.Total).Count,
                questions.Summary().Credits,
                _amounts with { Unstated = _usage.UnstatedOf(type: CreditType.Conversation) },
                [
                    .. BreakdownLine.Of(use, then).OrderByDescending(line => line.Credits).ThenBy(line => line.Key, StringComparer.Ordinal)
                        .Select(line => new ConversationPart(Words.Channel(line.Key ?? ""), line.Credits, line.Change)),
                ]);
        }

        List<(Disposition, long)> ByDisposition() =>
        [
            .. _usage.By([UsageField.Verdict]).Rows
                .Where(row => row.Keys[0] is not null)
                .GroupBy(row => VerdictCodes.TryParse(row.Keys[0]!, out VerdictCode code) ? code.Disposition() : default, row => row.Credits.Count)
                .OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Sum())),
        ];
    }
}
