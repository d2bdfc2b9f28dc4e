using System.Globalization;
using System.Text;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Import;

/// <summary>
/// What each response of a file is beside what the account has: new, there already, another version, or in conflict. A response is one row,
/// of its reported charge and a reveal for each result; it lands with all of them or not at all.
/// </summary>
sealed class ApiResponseLanding
{
    const string ApiChannel = "api";

    readonly RevealFile _file = new();
    readonly AccountSide<RevealRow> _side;
    readonly RowNames _accountNames;
    readonly RowNames _names = new();
    readonly List<(ApiResponse Response, RevealRow[] Rows, bool IsNew)> _landing = [];
    readonly List<int> _again = [];
    long _from = long.MaxValue;
    long _to = long.MinValue;

    /// <param name="chargeOf">The charge of a request that is there or came with an earlier file; null if none is.</param>
    public ApiResponseLanding(
        ApiResponseArrivals arrivals, AccountSide<RevealRow> side, RowNames accountNames, Func<string, ReportedCharge?> chargeOf, bool restates, Problems problems)
    {
        (_side, _accountNames) = (side, accountNames);
        Already = arrivals.Repeated;
        Conflicts = arrivals.Conflicts;
        // All texts are numbered before the first is compared: a map is of the names as they are.
        var rows = arrivals.Good.Select(arrival => (arrival, arrival.Response.Results.Select((_, index) => RowOf(arrival.Response, index)).ToArray())).ToList();
        var known = new NumberMap(_names, accountNames, adds: false);
        foreach (var (arrival, reveals) in rows)
            Judge(arrival, reveals, known, chargeOf(arrival.Response.Charge.Request), restates, problems);
    }

    public long Imported { get; private set; }
    public long Already { get; private set; }
    public long Conflicts { get; private set; }

    /// <summary>The earliest and the latest instant of the reveals that land or are there; null if there are none.</summary>
    public (Instant From, Instant To)? Range => _from > _to ? null : (Instant.FromUnixTimeTicks(_from), Instant.FromUnixTimeTicks(_to));

    /// <summary>The charges of all that lands or is there: the import answers for each of them.</summary>
    public IEnumerable<ReportedCharge> Charges => _landing.Select(each => each.Response.Charge);

    /// <summary>A result's reveal is known by its request and its place in it.</summary>
    public static string IdOf(ApiResponse response, int index) => string.Create(CultureInfo.InvariantCulture, $"{response.Charge.Request}#{index}");

    /// <summary>Hands the reveals over. Only now the account learns the names that they bring.</summary>
    public void Land()
    {
        foreach (var row in _again)
            _side.Again[row] = true;
        var map = new NumberMap(_names, _accountNames, adds: true);
        foreach (var (response, rows, _) in _landing.Where(each => each.IsNew))
        {
            foreach (var (index, row) in rows.Index())
                Land(_file.Renamed(row, map), Encoding.UTF8.GetBytes(IdOf(response, index)));
        }
    }

    void Land(RevealRow row, byte[] id)
    {
        if (_side.Arriving.Find(row.Tie, id) is >= 0 and var waiting)
        {
            row.Id = waiting;
            _side.Arriving[waiting] = row;
            return;
        }

        if (_side.FindExisting(row.Tie, id) is >= 0 and var existing)
        {
            if (_file.SaysTheSame(row, _side.Existing[existing]))
                return;
            _side.Replace(existing);
        }

        _side.Arriving.Add(row, id);
    }

    void Judge(ApiResponseArrivals.Arrival arrival, RevealRow[] rows, NumberMap known, ReportedCharge? charge, bool restates, Problems problems)
    {
        var response = arrival.Response;
        var isNew = charge != response.Charge;
        var conflict = charge is not null && isNew ? Difference(arrival, charge) : null;
        List<int> same = [];
        foreach (var (index, row) in rows.Index())
        {
            var id = Encoding.UTF8.GetBytes(IdOf(response, index));
            var waiting = _side.Arriving.Find(row.Tie, id);
            var existing = waiting >= 0 ? -1 : _side.FindExisting(row.Tie, id);
            if (waiting < 0 && existing < 0)
            {
                isNew = true;
                continue;
            }

            ref readonly var there = ref waiting >= 0 ? ref _side.Arriving[waiting] : ref _side.Existing[existing];
            if (_file.SaysTheSame(_file.Renamed(row, known), there))
            {
                if (existing >= 0)
                    same.Add(existing);
                continue;
            }

            isNew = true;
            conflict ??= _file.Conflict(arrival.Line, IdOf(response, index), "is there already with other content", there, _accountNames, row, _names);
        }

        if (conflict is not null && !restates)
        {
            Conflicts++;
            problems.Add(conflict);
            return;
        }

        _landing.Add((response, rows, isNew));
        _again.AddRange(same);
        (Imported, Already) = isNew ? (Imported + 1, Already) : (Imported, Already + 1);
        if (response.Results.Count == 0)
            return;

        var ticks = Position.TicksOf(response.Charge.At);
        (_from, _to) = (Math.Min(_from, ticks), Math.Max(_to, ticks));
    }

    static Problem Difference(ApiResponseArrivals.Arrival arrival, ReportedCharge there)
    {
        var here = arrival.Response.Charge;
        var (column, was, now) =
            here.Credits != there.Credits ? ("billing.creditsCharged", Said(there.Credits?.Count), Said(here.Credits?.Count))
            : here.At != there.At ? ("calledAt", Core.Cycles.Timestamp.Format(there.At), Core.Cycles.Timestamp.Format(here.At))
            : here.Results != there.Results ? ("billing.resultsReturned", Said(there.Results), Said(here.Results))
            : here.User != there.User ? ("apiKeyOwner", there.User, here.User)
            : ("endpoint", there.Endpoint, here.Endpoint);
        return new Problem(arrival.Line, column, $"{Fields.Quoted(here.Request)} is there already with other content: {column} {Fields.Quoted(was)} there and {Fields.Quoted(now)} here.");
    }

    static string Said(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>The reveal of a result, its texts numbered by the file's own names.</summary>
    RevealRow RowOf(ApiResponse response, int index)
    {
        var (charge, result) = (response.Charge, response.Results[index]);
        return new RevealRow
        {
            Tie = Position.TieOf(Side.Reveal, IdOf(response, index)),
            Ticks = Position.TicksOf(charge.At),
            User = _names.Users.Add(charge.User),
            Channel = _names.Channels.Add(ApiChannel),
            Contact = _names.Contacts.Add(result.Contact),
            Emails = result.Emails,
            Phones = result.Phones,
            EmailsRequested = true,
            PhonesRequested = true,
            Request = _names.Requests.Add(charge.Request),
            Action = _names.Actions.Add(Reveal.RevealAction),
            Quantity = 1,
        };
    }
}
