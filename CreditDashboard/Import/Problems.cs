namespace CreditDashboard.Import;

/// <summary>The problems of one file: all of them counted, the first so many kept.</summary>
sealed class Problems(int listedMax)
{
    readonly List<Problem> _listed = [];

    public long Count { get; private set; }

    public IReadOnlyList<Problem> Listed => _listed;

    public bool AreAllListed => Count == _listed.Count;

    public void Add(Problem problem)
    {
        Count++;
        if (_listed.Count < listedMax)
            _listed.Add(problem);
    }

    /// <summary>By line; of one line as they came.</summary>
    public IReadOnlyList<Problem> InOrder() => [.. _listed.OrderBy(problem => problem.Line)];
}
