namespace CreditDashboard.Data;

/// <summary>One version of a row as it lies in the store: where it stands, and from which of the account's versions until which it is seen.</summary>
/// <param name="At">Ticks; of a grant as well.</param>
/// <param name="Tie">As the store keeps it; of a grant the number of its id.</param>
/// <param name="From">The import that landed it, or the withdrawal that brought it back.</param>
/// <param name="To">The version from which on it is not seen; 0 while it is.</param>
readonly record struct RowVersion(long At, long Tie, long From, long To)
{
    public bool IsCurrentAt(long version) => From <= version && (To == 0 || To > version);
}

/// <summary>What an account's imports brought of one kind of rows, and which of them stand.</summary>
/// <param name="Withdrawn">The imports that do not stand.</param>
/// <param name="Withdrawals">The account's versions that withdrew one: a row from there on was brought by an import before.</param>
/// <param name="Again">Per standing import, ascending, the rows that were there when it brought them.</param>
sealed record Brought(IReadOnlySet<long> Withdrawn, IReadOnlySet<long> Withdrawals, IReadOnlyList<(long Import, RowMarks Marks)> Again)
{
    public bool Stands(long from) => !Withdrawn.Contains(from) && !Withdrawals.Contains(from);
}

/// <summary>
/// Which version of each row is to be seen, by one rule: that of the newest standing import that brought it, whether it landed there or was
/// there already. A content that no standing import brought is not seen.
/// </summary>
static class StandingRows
{
    /// <param name="versions">All of the account, by position, then version.</param>
    /// <param name="current">The account's version; what it shows is compared.</param>
    /// <param name="contents">The id and everything else a version says but its versions, as texts; asked only for rows that have more than one.</param>
    public static StandingChange Of(
        IReadOnlyList<RowVersion> versions, long current, Brought brought, Func<IReadOnlySet<long>, IReadOnlyDictionary<RowVersion, (string Id, string Content)>> contents)
    {
        var newest = Newest(versions, brought);
        var gone = new List<int>();
        var back = new List<RowVersion>();
        var withHistory = versions.Where(version => version.To != 0 || brought.Withdrawals.Contains(version.From)).Select(version => version.Tie).ToHashSet();
        var histories = new List<int>();
        var shown = new Dictionary<RowVersion, int>();
        for (int index = 0, row = 0; index < versions.Count; index++)
        {
            var version = versions[index];
            var isCurrent = version.IsCurrentAt(current);
            if (withHistory.Contains(version.Tie))
            {
                histories.Add(index);
                if (isCurrent)
                    shown[version] = row;
            }
            else if (isCurrent && newest[index] == 0)
            {
                gone.Add(row);
            }

            row += isCurrent ? 1 : 0;
        }

        var said = contents(withHistory);
        foreach (var row in histories.GroupBy(index => said[versions[index]].Id))
        {
            var chosen = row
                .GroupBy(index => said[versions[index]].Content)
                .Select(same => (Newest: same.Max(index => newest[index]), Versions: same))
                .MaxBy(content => content.Newest);
            var now = row.Where(index => shown.ContainsKey(versions[index])).Select(index => (int?)index).SingleOrDefault();
            var stands = chosen.Newest > 0;
            if (now is { } seen && stands && chosen.Versions.Contains(seen))
                continue;
            if (now is { } ended)
                gone.Add(shown[versions[ended]]);
            if (stands)
                back.Add(versions[chosen.Versions.MaxBy(index => versions[index].From)]);
        }

        gone.Sort();
        return new StandingChange(gone, back);
    }

    /// <summary>Per version the newest standing import that brought it; 0 if none did.</summary>
    static long[] Newest(IReadOnlyList<RowVersion> versions, Brought brought)
    {
        var newest = new long[versions.Count];
        for (var index = 0; index < newest.Length; index++)
            newest[index] = brought.Stands(versions[index].From) ? versions[index].From : 0;
        foreach (var (import, marks) in brought.Again)
        {
            for (int index = 0, row = 0; index < newest.Length; index++)
            {
                if (versions[index].IsCurrentAt(import - 1) && marks[row++])
                    newest[index] = Math.Max(newest[index], import);
            }
        }

        return newest;
    }
}

/// <summary>What has to change so that only what stands is seen.</summary>
/// <param name="Gone">Rows that are seen and are not to be, by their index among the current ones, ascending.</param>
/// <param name="Back">Versions that are to be seen again.</param>
sealed record StandingChange(IReadOnlyList<int> Gone, IReadOnlyList<RowVersion> Back);
