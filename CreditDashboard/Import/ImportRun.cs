using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;
using CreditDashboard.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>One import while it runs: what its files brought so far.</summary>
sealed class ImportRun
{
    const int RowsBetweenReports = 8192;

    readonly AccountTurn _turn;
    readonly ImportRequest _request;
    readonly ImportOptions _options;
    readonly TimeProvider _time;
    readonly IProgress<ImportProgress>? _progress;
    readonly VendorIntake _vendor;
    readonly AccountRows _existing;
    readonly Lazy<AccountRowsBuilder> _arriving;
    readonly GrantRow[] _existingGrants;
    readonly RowList<GrantRow> _arrivingGrants = new();
    readonly HashSet<string> _replacedGrants = new(StringComparer.Ordinal);
    readonly List<DeclaredCoverage> _declared = [];
    readonly Dictionary<RowKind, RowMarks> _again = [];
    readonly List<FileReport> _reports = [];
    readonly Dictionary<Side, Refusals> _refusals;
    List<RefusedRow> _refused = [];

    public ImportRun(
        AccountTurn turn, ImportRequest request, ImportOptions options, TimeProvider time, VendorIntake vendor, IProgress<ImportProgress>? progress)
    {
        _turn = turn;
        _request = request;
        _options = options;
        _time = time;
        _vendor = vendor;
        _progress = progress;
        _existing = turn.Before.Rows;
        _arriving = new(() => new AccountRowsBuilder(_existing));
        _refusals = new[] { Side.Reveal, Side.Deduction }.ToDictionary(side => side, NewRefusals);
        _existingGrants = [.. turn.Before.Grants.Select(GrantRow.Of)];
    }

    long AccountId => _turn.Before.Account.Id;

    Refusals NewRefusals(Side side) => new(side, _options.RefusedRowsKeptMax);

    public async Task TakeAsync(ImportFile file, CancellationToken cancellation)
    {
        var kind = FileKind.Unknown;
        try
        {
            await using var stream = new HeadedStream(await file.OpenAsync(cancellation));
            void Reading(long rows) => _progress?.Report(new ImportProgress(ImportStage.Reading, file.Name, rows, stream.BytesRead, file.Length));
            var head = await stream.PeekAsync(Recognition.LineBytesMax + 4, cancellation);
            var recognition = Recognition.Of(head.Span);
            kind = recognition.Kind;
            _reports.Add(kind switch
            {
                FileKind.Reveals => await TakeAsync(file, stream, recognition, new RevealFile(), Side.Reveal, RevealSide, cancellation),
                FileKind.Deductions => await TakeAsync(file, stream, recognition, new DeductionFile(), Side.Deduction, DeductionSide, cancellation),
                FileKind.Grants => await TakeAsync(file, stream, recognition, new GrantFile(), null, GrantSide, cancellation),
                FileKind.UsageReport => await _vendor.TakeReportAsync(file, stream, recognition.Separator, Reading, cancellation),
                FileKind.ApiResponses => await _vendor.TakeResponsesAsync(
                    file, stream, head, _reports.Count + 1, () => (RevealSide(), _arriving.Value.Names), _refusals[Side.Reveal], Reading, cancellation),
                FileKind.AccountUsage => await _vendor.TakeBalancesAsync(file, stream, head, cancellation),
                _ => throw new FileRefusedException(
                    "This is none of the files that can be imported: the first line or object names no reveal_id, deduction_id or grant_id, and it is none of the vendor's own."),
            });
        }
        catch (FileRefusedException refusal)
        {
            _reports.Add(FileReport.RefusedWhole(file.Name, kind, refusal.Message));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            _reports.Add(FileReport.RefusedWhole(file.Name, kind, "There is no such file."));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _reports.Add(FileReport.RefusedWhole(file.Name, kind, "The file cannot be read: check that it is a file and may be opened."));
        }
    }

    public async Task<ImportReport> LandAsync(CancellationToken cancellation)
    {
        if (_reports.All(report => report.IsRefused))
            return new ImportReport(_reports, _turn.Before);

        _progress?.Report(new ImportProgress(ImportStage.Matching));
        var judgement = _turn.Before.Judgement;
        var arrived = _arriving is { IsValueCreated: true, Value: { } builder } && builder.RevealCount + builder.DeductionCount > 0 ? builder : null;
        _refused = [.. NewlyRefused()];
        if (arrived is not null || _declared.Count + _refused.Count > 0)
        {
            var rows = arrived?.Build() ?? _existing;
            judgement = Judge.After(judgement, arrived?.Kept ?? RowMap.Same(rows), rows, judgement.Rules with
            {
                Coverages = [.. judgement.Rules.Coverages.Concat(_declared).DistinctBy(each => (each.Side, each.From, each.To))],
                Refused = [.. _turn.Before.RefusedRows.Concat(_refused).Where(row => row.IsOpen(rows))],
            });
        }

        cancellation.ThrowIfCancellationRequested();
        var change = new AccountChange
        {
            Judgement = judgement,
            Arrived = arrived,
            Charges = _vendor.Charges,
            Alongside = AddFewAsync,
            What = "import",
            Detail = $"{_reports.Count} files, {_reports.Sum(report => report.Imported)} rows imported.",
        };
        var toWrite = _turn.RowsToWrite(change);
        Written(0);
        return new ImportReport(_reports, await _turn.LandAsync(change, Written, cancellation));

        void Written(long rows) => _progress?.Report(new ImportProgress(ImportStage.Writing, Rows: rows, RowsTotal: toWrite));
    }

    IEnumerable<RefusedRow> NewlyRefused()
    {
        var known = _turn.Before.RefusedRows;
        var number = known.Count == 0 ? 0 : known.Max(row => row.Number);
        foreach (var row in _refusals.Values.SelectMany(side => side.NewTo(_existing, known, AccountId, _turn.Before.Account.Version + 1)))
        {
            row.Number = ++number;
            yield return row;
        }
    }

    AccountSide<RevealRow> RevealSide() =>
        new(_existing.Reveals, _existing.FindReveal, _arriving.Value.Reveals, _arriving.Value.ReplaceReveal, Again(RowKind.Reveals, _existing.Reveals.Length));

    AccountSide<DeductionRow> DeductionSide() =>
        new(_existing.Deductions, _existing.FindDeduction, _arriving.Value.Deductions, _arriving.Value.ReplaceDeduction, Again(RowKind.Deductions, _existing.Deductions.Length));

    AccountSide<GrantRow> GrantSide()
    {
        var byId = _turn.Before.Grants.Index().ToDictionary(each => each.Item.Id, each => each.Index, StringComparer.Ordinal);
        return new(
            _existingGrants,
            (_, id) => byId.GetValueOrDefault(System.Text.Encoding.UTF8.GetString(id), -1),
            _arrivingGrants,
            grant => _replacedGrants.Add(_turn.Before.Grants[grant].Id),
            Again(RowKind.Grants, _existingGrants.Length));
    }

    RowMarks Again(RowKind kind, int rows) => _again.TryGetValue(kind, out var marks) ? marks : _again[kind] = new RowMarks(rows);

    async Task<FileReport> TakeAsync<TRow>(
        ImportFile file, HeadedStream stream, Recognition recognition, RowFile<TRow> rowFile, Side? side, Func<AccountSide<TRow>> sideOf,
        CancellationToken cancellation)
        where TRow : struct, IPackedRow
    {
        var refusals = side is { } refusing ? NewRefusals(refusing) : null;
        var problems = new Problems(_options.ProblemsListedMax, _reports.Count + 1, refusals);
        await using FileRows rows = recognition.Separator == '\0'
            ? new JsonlRows(stream, rowFile.Columns, problems)
            : await CsvRows.OpenAsync(stream, recognition.Separator, rowFile.Columns, problems, cancellation);
        var fields = new Fields(rows, _turn.Before.Cycles.Zone);
        var arrivals = new FileArrivals<TRow>(rowFile, fields.Names, problems);
        for (var count = 0L; await rows.ReadAsync(cancellation); count++)
        {
            var row = rowFile.Read(fields);
            if (fields.IsGood(out var problem))
            {
                arrivals.Add(row, RowFile<TRow>.Id(fields), rows.Line);
            }
            else
            {
                var (id, at, user) = fields.Readable();
                problems.Refuse(problem!, id, at, user);
            }

            if (count % RowsBetweenReports == 0)
                _progress?.Report(new ImportProgress(ImportStage.Reading, file.Name, count, stream.BytesRead, file.Length));
        }

        var refused = problems.Count - arrivals.Conflicts;
        _progress?.Report(new ImportProgress(ImportStage.Checking, file.Name, arrivals.Rows.Count));
        var names = side is null ? new RowNames() : _arriving.Value.Names;
        var landing = new Landing<TRow>(rowFile, arrivals, sideOf(), names, _request.Restate, problems);
        var report = new FileReport
        {
            File = file.Name,
            Kind = recognition.Kind,
            ZoneAssumed = fields.ZoneAssumed,
            IgnoredColumns = [.. rows.IgnoredColumns],
            Already = landing.Already,
            Conflicts = landing.Conflicts,
            Problems = problems.InOrder(),
        };
        if (_request.Strict && problems.Count > 0)
        {
            // Of a file that does not land, every row that is not there was refused.
            return report with
            {
                Refused = refused + landing.Imported,
                IsRefused = true,
                Message = "Nothing of this file was imported, because some of its rows are refused or in conflict and the import is strict.",
            };
        }

        landing.Land();
        if (refusals is not null)
            _refusals[side!.Value].Add(refusals);
        return report with
        {
            Imported = landing.Imported,
            Refused = refused,
            Coverage = side is { } landed ? Coverage(landed, landing.Range) : null,
            Message = !problems.AreAllListed ? $"Only the first {problems.Listed.Count} of {problems.Count} problems are listed."
                : report.Already + report.Conflicts + refused + landing.Imported == 0 ? "The file has no rows."
                : null,
        };
    }

    FileCoverage? Coverage(Side side, (Instant From, Instant To)? rows)
    {
        if (_request.Covers is not { From: { } from, To: { } to })
            return rows is var (first, last) ? new FileCoverage(first, last, Declared: false) : null;

        if (!_declared.Any(each => each.Side == side && each.From == from && each.To == to))
            _declared.Add(new DeclaredCoverage { AccountId = AccountId, Side = side, From = from, To = to });
        return new FileCoverage(from, to, Declared: true);
    }

    async Task AddFewAsync(StoreContext context, long version)
    {
        for (var index = 0; index < _arrivingGrants.Count; index++)
        {
            var id = _arrivingGrants.Id(index);
            if (_replacedGrants.Contains(id))
                context.Ended(await context.Grants.SingleAsync(row => row.AccountId == AccountId && row.Id == id), version);
            context.Added(_arrivingGrants[index].Named(AccountId, id), version);
        }

        foreach (var coverage in _declared)
            context.Added(coverage, version);
        context.RefusedRows.AddRange(_refused);
        context.Imports.Add(new ImportRecord
        {
            AccountId = AccountId,
            Version = version,
            At = Instant.FromDateTimeOffset(_time.GetUtcNow()),
            Actor = _turn.Actor,
        });
        context.BroughtAgain.AddRange(_again.Where(each => !each.Value.IsEmpty).Select(each => new BroughtAgain
        {
            AccountId = AccountId,
            Version = version,
            Kind = each.Key,
            Marks = each.Value.Packed(),
        }));
        context.ImportedFiles.AddRange(_reports.Select((report, index) => new ImportedFile
        {
            AccountId = AccountId,
            Version = version,
            Number = index + 1,
            // A path tells more of a machine than anyone who reads the page needs to know.
            Name = Path.GetFileName(report.File),
            Kind = report.Kind.Slug(),
            Rows = report.Rows,
            Imported = report.Imported,
            Already = report.Already,
            Refused = report.Refused,
            Conflicts = report.Conflicts,
            ZoneAssumed = report.ZoneAssumed,
            From = report.Coverage?.From,
            To = report.Coverage?.To,
            Message = report.Message,
        }));
        await _vendor.AddFewAsync(context, version, _turn.Actor);
    }
}
