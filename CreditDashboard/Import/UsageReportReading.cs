using System.Collections.Immutable;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// Reads a usage report row by row: users, the row that belongs to none, and the sums of groups and of everyone, which are checked against the
/// users and not kept. A sum that is wrong is told and refuses nothing.
/// </summary>
sealed class UsageReportReading(UsageReportFile file, char separator, DateTimeZone zone, Problems problems)
{
    const string ApiLabel = "API credits";
    const string TotalLabel = "Total";
    const string GrandTotalLabel = "Grand Total";

    readonly UsageReportHeader _header = file.Header;
    readonly Dictionary<string, UserRow> _users = new(StringComparer.Ordinal);
    readonly List<SumRow> _sums = [];
    MeasuredCredits[]? _unnamed;
    bool _isIncomplete;

    sealed record UserRow(VendorUser User, long Line)
    {
        public List<long> Repeats { get; } = [];
        public bool IsInConflict { get; set; }
    }

    /// <param name="Group">Null for the sum of everyone.</param>
    sealed record SumRow(string? Group, long Line, MeasuredCredits[] Credits);

    public long ZoneAssumed { get; private set; }
    public long Refused { get; private set; }
    public long Conflicts { get; private set; }

    /// <summary>Rows that say what an earlier one of the file says.</summary>
    public long Repeated { get; private set; }

    /// <summary>All rows that could be read and were not refused: users, sums, and what belongs to no user.</summary>
    public long Good { get; private set; }

    public async Task<VendorReport> ReadAsync(Action<long> progress, CancellationToken cancellation)
    {
        for (var count = 0L; await file.ReadAsync(cancellation); count++)
        {
            if (file.FieldCount > 0)
                Take();
            progress(count);
        }

        foreach (var user in _users.Values.Where(user => !user.IsInConflict))
            Repeated += user.Repeats.Count;
        Good += _users.Values.Count(user => !user.IsInConflict);
        Refused += file.Malformed;
        if (!_isIncomplete && file.Malformed + Conflicts == 0)
            CheckSums();
        return Report();
    }

    VendorReport Report()
    {
        int[] order = [.. Enumerable.Range(0, _header.Months.Count).OrderBy(month => _header.Months[month])];
        return new(
            [.. order.Select(month => _header.Months[month])],
            [
                .. _users.Values.Where(row => !row.IsInConflict).Select(row => row.User with { Credits = [.. order.Select(month => row.User.Credits[month])] })
                    .OrderBy(user => user.Email, StringComparer.Ordinal),
            ],
            [.. order.Select(month => _unnamed?[month] ?? default)]);
    }

    void Take()
    {
        if (file.RawFieldCount < _header.Names.Count || file.FieldCount > _header.Names.Count)
        {
            Refuse(new Problem(file.Line, null, "The row has more or fewer fields than the header: a separator is missing or stands inside a field that is not quoted."));
            return;
        }

        var email = Text(UserColumn.Email);
        var labels = _header.Users.Values.Select(column => file[column]).Where(text => text.Length > 0).ToList();
        if (Credits() is not { } credits)
            return;
        if (email.Contains('@', StringComparison.Ordinal))
            TakeUser(email, credits);
        else if (labels.Contains(ApiLabel, StringComparer.OrdinalIgnoreCase))
            TakeUnnamed(credits);
        else if (email.Length > 0 && !IsTotal(email))
            Refuse(new Problem(file.Line, NameOf(UserColumn.Email), $"{Fields.Quoted(email)} is no e-mail address: it must hold one @ and no blank."));
        else
            TakeSum(labels, credits);
    }

    static bool IsTotal(string label) => label.Equals(TotalLabel, StringComparison.OrdinalIgnoreCase) || label.Equals(GrandTotalLabel, StringComparison.OrdinalIgnoreCase);

    void TakeSum(List<string> labels, MeasuredCredits[] credits)
    {
        Good++;
        _sums.Add(new(labels.Exists(IsTotal) ? null : Text(UserColumn.Group), file.Line, credits));
    }

    void TakeUnnamed(MeasuredCredits[] credits)
    {
        if (_unnamed is null)
        {
            (_unnamed, Good) = (credits, Good + 1);
        }
        else if (_unnamed.SequenceEqual(credits))
        {
            Repeated++;
        }
        else
        {
            Conflicts++;
            problems.Add(new Problem(file.Line, NameOf(UserColumn.Email), $"The row '{ApiLabel}' stands in the file with other credits already."));
        }
    }

    void TakeUser(string text, MeasuredCredits[] credits)
    {
        if (Actor.Normalise(text) is not { Length: > 0 } email)
        {
            Refuse(new Problem(file.Line, NameOf(UserColumn.Email), $"{Fields.Quoted(text)} is no e-mail address: it must hold one @ and no blank."));
            return;
        }

        var status = Known(UserColumn.Status);
        var disabled = Time(UserColumn.DisabledAt);
        var user = new VendorUser(
            email,
            // Whoever is active was let in again: the time tells of before.
            new UserDetails(Known(UserColumn.Group), status is null || UserDetails.IsDisabledStatus(status) ? disabled : null)
            {
                Country = Known(UserColumn.Country),
                Status = status,
                Role = Known(UserColumn.Role),
                VerifiedAt = Time(UserColumn.VerifiedAt),
                LastUsage = Time(UserColumn.LastUsage),
                LastLogin = Time(UserColumn.LastLogin),
            },
            [.. credits]);
        if (!_users.TryGetValue(email, out var earlier))
            _users.Add(email, new UserRow(user, file.Line));
        else if (!earlier.IsInConflict && earlier.User.Details == user.Details && earlier.User.Credits.SequenceEqual(user.Credits))
            earlier.Repeats.Add(file.Line);
        else
            Contradict(earlier);
    }

    void Contradict(UserRow earlier)
    {
        if (!earlier.IsInConflict)
        {
            earlier.IsInConflict = true;
            foreach (var line in earlier.Repeats.Prepend(earlier.Line))
                Add(line, file.Line);
        }

        Add(file.Line, earlier.Line);

        void Add(long line, long other)
        {
            Conflicts++;
            problems.Add(new Problem(line, NameOf(UserColumn.Email), $"{Fields.Quoted(earlier.User.Email)} stands on line {other} with other content."));
        }
    }

    /// <summary>The credits of the current row by month, checked against its own sums; null if one cannot be read, and then the row is refused.</summary>
    MeasuredCredits[]? Credits()
    {
        var months = new MeasuredCredits[_header.Months.Count];
        var sums = new List<(int At, CreditColumn Column, long Said)>();
        foreach (var (at, column) in _header.Credits)
        {
            if (!ReportNumbers.TryRead(file[at], separator, out var said))
            {
                Refuse(new Problem(file.Line, _header.Names[at], $"{Fields.Quoted(file[at])} is not a whole number of credits."));
                return null;
            }

            if (column is { Month: >= 0, Measure: { } measure })
                months[column.Month] = months[column.Month].With(measure, new Credits(said));
            else if (file[at].Length > 0)
                sums.Add((at, column, said));
        }

        var together = months.Aggregate(default(MeasuredCredits), (sum, month) => sum + month);
        foreach (var (at, column, said) in sums)
        {
            var of = column.Month >= 0 ? months[column.Month] : together;
            var sum = column.Measure is { } measure ? of[measure] : column.OfReveals ? of.Phone + of.Email : of.Total;
            if (sum.Count != said)
                problems.Add(new Problem(file.Line, _header.Names[at], $"The row says {said}, and its columns come to {sum}."));
        }

        return months;
    }

    void CheckSums()
    {
        var ofAll = _unnamed is null ? new MeasuredCredits[_header.Months.Count] : [.. _unnamed];
        var ofGroups = new Dictionary<string, MeasuredCredits[]>(StringComparer.Ordinal);
        foreach (var user in _users.Values.Select(row => row.User))
        {
            var group = user.Details.Group ?? "";
            if (!ofGroups.TryGetValue(group, out var sums))
                ofGroups.Add(group, sums = new MeasuredCredits[_header.Months.Count]);
            foreach (var (month, credits) in user.Credits.Index())
                (ofAll[month], sums[month]) = (ofAll[month] + credits, sums[month] + credits);
        }

        var measures = _header.Credits.Where(each => each.Column is { Month: >= 0, Measure: not null }).ToList();
        foreach (var sum in _sums)
        {
            var rows = sum.Group is null ? ofAll : ofGroups.GetValueOrDefault(sum.Group) ?? new MeasuredCredits[_header.Months.Count];
            foreach (var (at, column) in measures)
            {
                var (said, comes) = (sum.Credits[column.Month][column.Measure!.Value], rows[column.Month][column.Measure.Value]);
                if (said != comes)
                    problems.Add(new Problem(sum.Line, _header.Names[at], $"{Called(sum)} says {said}, and the rows come to {comes}: {Said(said - comes)}."));
            }
        }
    }

    static string Called(SumRow sum) => sum.Group switch
    {
        null => "The total",
        "" => "The sum of a group without a name",
        _ => $"The sum of the group {Fields.Quoted(sum.Group)}",
    };

    static string Said(Credits gap) => gap > Core.Ledger.Credits.None ? $"{gap} more" : $"{-gap} less";

    string Text(UserColumn column) => _header.Users.TryGetValue(column, out var at) ? file[at] : "";

    string? Known(UserColumn column) => Text(column) is { Length: > 0 } text ? text : null;

    string? NameOf(UserColumn column) => _header.Users.TryGetValue(column, out var at) ? _header.Names[at] : null;

    /// <summary>A time of a user; what cannot be read is told and is not known, since the credits of the row can be used without.</summary>
    Instant? Time(UserColumn column)
    {
        var text = Text(column);
        if (text.Length == 0 || text is "-" or "–")
            return null;
        if (Timestamp.TryParse(text, zone, out var at, out var zoneAssumed, out var why))
        {
            ZoneAssumed += zoneAssumed ? 1 : 0;
            return at;
        }

        problems.Add(new Problem(file.Line, NameOf(column), $"{Fields.Quoted(text)} is no timestamp that can be read, so it stays unknown. {why}"));
        return null;
    }

    void Refuse(Problem problem)
    {
        (Refused, _isIncomplete) = (Refused + 1, true);
        problems.Add(problem);
    }
}
