using NodaTime;

namespace CreditDashboard.Import;

/// <summary>The problems of one file: all of them counted, the first so many kept. What they refuse is kept apart, for those it may answer.</summary>
/// <param name="listedMax">How many are listed.</param>
/// <param name="file">The number of the file in its import.</param>
/// <param name="refusals">Where refused rows are kept; null for rows that answer no others.</param>
sealed class Problems(int listedMax, int file = 0, Refusals? refusals = null)
{
    readonly List<Problem> _listed = [];

    public long Count { get; private set; }

    public IReadOnlyList<Problem> Listed => _listed;

    public bool AreAllListed => Count == _listed.Count;

    /// <summary>A problem of a row whose id is there: nothing is missing without it.</summary>
    public void Add(Problem problem)
    {
        Count++;
        if (_listed.Count < listedMax)
            _listed.Add(problem);
    }

    /// <summary>A problem of a row that will be missing, with what could be read of it.</summary>
    public void Refuse(Problem problem, string id = "", Instant? at = null, string user = "")
    {
        Add(problem);
        refusals?.Add(file, problem.Line, id, at, user);
    }

    /// <summary>By line; of one line as they came.</summary>
    public IReadOnlyList<Problem> InOrder() => [.. _listed.OrderBy(problem => problem.Line)];
}
