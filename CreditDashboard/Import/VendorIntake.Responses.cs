using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Import;

sealed partial class VendorIntake
{
    /// <summary>Responses of the vendor's API: each a row, of a reported charge and a reveal for each result.</summary>
    /// <param name="side">Where the reveals go; asked for when the file is read.</param>
    /// <param name="refusals">Where it is kept which reveals are missing, unless nothing of the file lands.</param>
    public async Task<FileReport> TakeResponsesAsync(
        ImportFile file, HeadedStream stream, ReadOnlyMemory<byte> head, int number, Func<(AccountSide<RevealRow> Side, RowNames Names)> side, Refusals refusals,
        Action<long> progress, CancellationToken cancellation)
    {
        var own = new Refusals(Side.Reveal, options.RefusedRowsKeptMax);
        var problems = new Problems(options.ProblemsListedMax, number, own);
        var arrivals = new ApiResponseArrivals(problems);
        var reading = new ApiResponseReading(Zone, request.CalledAt);
        var (refused, zoneAssumed, requests) = (0L, 0L, new HashSet<string>(StringComparer.Ordinal));
        using var values = new JsonTexts(stream, head.Span);
        for (var count = 0L; await values.ReadAsync(cancellation); count++)
        {
            if (reading.Read(values.Value, values.Line, out var problem) is { } response)
            {
                arrivals.Add(response, values.Line);
                requests.Add(response.Charge.Request);
                zoneAssumed += response.ZoneAssumed ? 1 : 0;
            }
            else
            {
                refused++;
                Refuse(problems, reading, problem!);
            }

            ReportSometimes(progress, count);
        }

        var there = await charges.OfAsync(_before, requests, cancellation);
        var (reveals, names) = side();
        var landing = new ApiResponseLanding(arrivals, reveals, names, id => _charges.GetValueOrDefault(id) ?? there.GetValueOrDefault(id), request.Restate, problems);
        var said = new FileReport
        {
            File = file.Name,
            Kind = FileKind.ApiResponses,
            ZoneAssumed = zoneAssumed,
            Already = landing.Already,
            Conflicts = landing.Conflicts,
            Problems = problems.InOrder(),
        };
        if (request.Strict && problems.Count > 0)
            return said with { Refused = refused + landing.Imported, IsRefused = true, Message = StrictMessage };

        landing.Land();
        refusals.Add(own);
        foreach (var charge in landing.Charges)
            _charges[charge.Request] = charge;
        return said with
        {
            Imported = landing.Imported,
            Refused = refused,
            Coverage = landing.Range is var (from, to) ? new(from, to, Declared: false) : null,
            Message = Listed(problems) ?? (said.Already + said.Conflicts + refused + landing.Imported == 0 ? "The file has no rows." : null),
        };
    }

    /// <summary>What showed nobody is no reveal that others could wait for.</summary>
    static void Refuse(Problems problems, ApiResponseReading reading, Problem problem)
    {
        var (id, at, user) = reading.Readable;
        if (reading.MayHaveShown)
            problems.Refuse(problem, id, at, user);
        else
            problems.Add(problem);
    }
}
