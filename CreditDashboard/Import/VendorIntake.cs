using System.Text.Json;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Data;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// What the files of one import bring of the vendor's own figures: usage reports, account snapshots, and reported charges with their reveals.
/// They land with the import's rows and stand as long as it does.
/// </summary>
/// <param name="mayAddCards">Who imports may add cards: then a price list becomes one to choose from at once.</param>
sealed partial class VendorIntake(AccountTurn turn, ImportRequest request, ImportOptions options, Instant now, ReportedCharges charges, bool mayAddCards)
{
    const string StrictMessage = "Nothing of this file was imported, because some of its rows are refused or in conflict and the import is strict.";
    const int RowsBetweenReports = 256;

    readonly List<UsageReportRow> _reports = [];
    readonly List<BalanceSnapshot> _balances = [];
    readonly Dictionary<string, ReportedCharge> _charges = new(StringComparer.Ordinal);
    readonly AccountSnapshot _before = turn.Before;
    readonly HashSet<string> _reportDigests = [.. turn.Before.ReportDigests];

    DateTimeZone Zone => _before.Cycles.Zone;

    public IReadOnlyCollection<ReportedCharge> Charges => _charges.Values;

    /// <summary>Adds what is few, under the version that shows it.</summary>
    public async Task AddFewAsync(StoreContext context, long version, string actor)
    {
        context.UsageReports.AddRange(_reports.Select((row, index) => new UsageReportRow
        {
            AccountId = _before.Account.Id,
            Version = version,
            Number = index + 1,
            TakenAt = row.TakenAt,
            Months = row.Months,
            Digest = row.Digest,
            Document = row.Document,
        }));
        foreach (var (index, row) in _balances.Index())
        {
            context.BalanceSnapshots.Add(new BalanceSnapshot
            {
                AccountId = _before.Account.Id,
                Version = version,
                Number = index + 1,
                At = row.At,
                IsTimeGiven = row.IsTimeGiven,
                Total = row.Total,
                Used = row.Used,
                Remaining = row.Remaining,
                Category = row.Category,
                RenewalType = row.RenewalType,
                PlanStart = row.PlanStart,
                PlanEnd = row.PlanEnd,
                Document = row.Document,
                Digest = row.Digest,
            });
            if (mayAddCards && BalanceDocument.CardOf(row, Zone).Card is { } card)
                await CardDesk.OfferAsync(context, card, now, actor);
        }
    }

    /// <summary>A usage report; the file lands as one, and its sums are checked.</summary>
    public async Task<FileReport> TakeReportAsync(ImportFile file, HeadedStream stream, char separator, Action<long> progress, CancellationToken cancellation)
    {
        var problems = new Problems(options.ProblemsListedMax);
        await using var rows = await UsageReportFile.OpenAsync(stream, separator, problems, cancellation);
        var reading = new UsageReportReading(rows, separator, Zone, problems);
        var report = await reading.ReadAsync(count => ReportSometimes(progress, count), cancellation);
        var said = new FileReport
        {
            File = file.Name,
            Kind = FileKind.UsageReport,
            ZoneAssumed = reading.ZoneAssumed,
            IgnoredColumns = rows.Header.Ignored,
            Conflicts = reading.Conflicts,
            Problems = problems.InOrder(),
        };
        if (request.Strict && reading.Refused + reading.Conflicts > 0)
            return said with { Refused = reading.Refused + reading.Good + reading.Repeated, IsRefused = true, Message = StrictMessage };
        if (reading.Good == 0)
            return said with { Refused = reading.Refused, Already = reading.Repeated, Message = "The file has no rows." };

        var document = UsageReportDocument.Write(report);
        var digest = SealDocument.HashOf(document.Span);
        var isKnown = !_reportDigests.Add(digest);
        _reports.Add(new UsageReportRow
        {
            TakenAt = request.CalledAt ?? now,
            Months = string.Join(' ', report.Months.Select(UsageReportDocument.TextOf)),
            Digest = digest,
            Document = isKnown ? null : SealDocument.Compress(document),
        });
        return said with
        {
            Imported = isKnown ? 0 : reading.Good,
            Already = reading.Repeated + (isKnown ? reading.Good : 0),
            Refused = reading.Refused,
            Coverage = new(Days.StartOfDay(report.Months[0].OnDayOfMonth(1), Zone), Days.StartOfDay(report.Months[^1].OnDayOfMonth(1).PlusMonths(1), Zone), Declared: false),
            Message = Listed(problems) ?? (problems.Count - reading.Refused - reading.Conflicts > 0 ? "Some of its sums or times are not as they should be; the rows landed as they stand." : null),
        };
    }

    /// <summary>Account snapshots, mostly one. A snapshot that does not say when it was taken counts as taken now.</summary>
    public async Task<FileReport> TakeBalancesAsync(ImportFile file, HeadedStream stream, ReadOnlyMemory<byte> head, CancellationToken cancellation)
    {
        var problems = new Problems(options.ProblemsListedMax);
        using var values = new JsonTexts(stream, head.Span);
        var (read, refused, conflicts, zoneAssumed) = (new List<BalanceSnapshot>(), 0L, 0L, 0L);
        while (await values.ReadAsync(cancellation))
        {
            if (ReadBalance(values, ref zoneAssumed, out var problem) is not { } snapshot)
            {
                refused++;
                problems.Add(problem!);
            }
            else if (IsContradicted(snapshot, read))
            {
                conflicts++;
                problems.Add(new(values.Line, "calledAt", $"Another snapshot of {Timestamp.Format(snapshot.At)} is there already and says something else."));
            }
            else
            {
                read.Add(snapshot);
            }
        }

        var said = new FileReport { File = file.Name, Kind = FileKind.AccountUsage, ZoneAssumed = zoneAssumed, Conflicts = conflicts, Problems = problems.InOrder() };
        if (request.Strict && problems.Count > 0)
            return said with { Refused = refused + read.Count, IsRefused = true, Message = StrictMessage };

        var known = _before.Balances.Concat(_balances).Select(snapshot => snapshot.Digest).ToHashSet(StringComparer.Ordinal);
        var fresh = read.Count(snapshot => known.Add(snapshot.Digest));
        _balances.AddRange(read.DistinctBy(snapshot => snapshot.Digest));
        return said with
        {
            Imported = fresh,
            Already = read.Count - fresh,
            Refused = refused,
            Coverage = read.Count == 0 ? null : new(read.Min(each => each.At), read.Max(each => each.At), Declared: false),
            Message = Listed(problems) ?? (read.Count == 0 ? refused + conflicts > 0 ? null : "The file has no rows." : BalanceMessage(read[^1])),
        };
    }

    BalanceSnapshot? ReadBalance(JsonTexts values, ref long zoneAssumed, out Problem? problem)
    {
        try
        {
            using var json = JsonDocument.Parse(values.Value, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            var answer = root.TryGetProperty("response", out var inner) ? inner : root;
            var given = request.CalledAt;
            if (root.TryGetProperty("calledAt", out var called) && called.ValueKind != JsonValueKind.Null)
            {
                if (called.ValueKind != JsonValueKind.String || !Timestamp.TryParse(called.GetString(), Zone, out var at, out var assumed, out _))
                {
                    problem = new(values.Line, "calledAt", "It is no timestamp that can be read: it reads like 2026-07-31T01:50:12Z.");
                    return null;
                }

                zoneAssumed += assumed ? 1 : 0;
                given = at;
            }

            var (snapshot, key, why) = BalanceDocument.Read(answer, given, now, Zone);
            problem = snapshot is null ? new(values.Line, key.Length == 0 ? null : key, why) : null;
            return snapshot;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            problem = new(values.Line, null, "This is not one JSON object, or it has a name twice.");
            return null;
        }
    }

    /// <summary>Of one instant that was given there is one balance, unless a restatement says otherwise.</summary>
    bool IsContradicted(BalanceSnapshot snapshot, List<BalanceSnapshot> read) => !request.Restate && snapshot.IsTimeGiven
        && _before.Balances.Concat(_balances).Concat(read).Any(other => other.IsTimeGiven && other.At == snapshot.At && other.Digest != snapshot.Digest);

    string? BalanceMessage(BalanceSnapshot snapshot)
    {
        var parts = new List<string>();
        if (PlanDates.Of(_before.Cycles, snapshot.PlanStart, snapshot.PlanEnd) is { } dates)
            parts.Add(Said(dates));
        var (card, why) = BalanceDocument.CardOf(snapshot, Zone);
        if (card is not null)
            parts.Add(mayAddCards ? $"Its price list is the card {card.Id}, to choose from; nothing is priced by it yet." : "An administrator can make its price list a card.");
        else if (why.Length > 0)
            parts.Add(why);
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    static string Said(PlanDates dates) => dates.Say switch
    {
        PlanDatesSay.Confirm => $"Its plan confirms the renewal of {Timestamp.Format(dates.Was.Start)}.",
        PlanDatesSay.Offer => $"Its plan began {Timestamp.Format(dates.Anchor)}, at no renewal of the account. If cycles are to be counted from it, accept it in Settings or with account anchor; the first window to change is {Timestamp.Format(dates.Was.Start)}..{Timestamp.Format(dates.Was.End)}, which becomes {Timestamp.Format(dates.Becomes.Start)}..{Timestamp.Format(dates.Becomes.End)}.",
        _ => "Its plan begins at a renewal of the account and ends at none.",
    };

    static string? Listed(Problems problems) =>
        problems.AreAllListed ? null : $"Only the first {problems.Listed.Count} of {problems.Count} problems are listed.";

    static void ReportSometimes(Action<long> progress, long count)
    {
        if (count % RowsBetweenReports == 0)
            progress(count);
    }
}
