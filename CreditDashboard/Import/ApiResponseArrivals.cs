namespace CreditDashboard.Import;

/// <summary>
/// The good responses of one file, each request once. One that says the same again is counted; a request that stands there with different
/// answers is in conflict, and then so is every response of it.
/// </summary>
sealed class ApiResponseArrivals(Problems problems)
{
    readonly Dictionary<string, Arrival> _byRequest = new(StringComparer.Ordinal);
    readonly List<Arrival> _inOrder = [];

    public sealed class Arrival(ApiResponse response, long line)
    {
        public ApiResponse Response => response;
        public long Line => line;
        public List<long> Repeats { get; } = [];
        public bool IsInConflict { get; set; }
    }

    /// <summary>Those that no other of the file contradicts, in the order they came.</summary>
    public IEnumerable<Arrival> Good => _inOrder.Where(arrival => !arrival.IsInConflict);

    public long Repeated => Good.Sum(arrival => (long)arrival.Repeats.Count);
    public long Conflicts { get; private set; }

    public void Add(ApiResponse response, long line)
    {
        if (!_byRequest.TryGetValue(response.Charge.Request, out var earlier))
        {
            _byRequest.Add(response.Charge.Request, earlier = new Arrival(response, line));
            _inOrder.Add(earlier);
        }
        else if (!earlier.IsInConflict && earlier.Response.SaysTheSame(response))
        {
            earlier.Repeats.Add(line);
        }
        else
        {
            if (!earlier.IsInConflict)
            {
                earlier.IsInConflict = true;
                foreach (var same in earlier.Repeats.Prepend(earlier.Line))
                    Refuse(earlier.Response, same, line);
            }

            Refuse(response, line, earlier.Line);
        }
    }

    void Refuse(ApiResponse response, long line, long other)
    {
        Conflicts++;
        var problem = new Problem(line, "requestId", $"{Fields.Quoted(response.Charge.Request)} stands on line {other} with another answer.");
        if (response.Results.Count > 0)
            problems.Refuse(problem, ApiResponseLanding.IdOf(response, 0), response.Charge.At, response.Charge.User);
        else
            problems.Add(problem);
    }
}
