using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>What an agent says of one reveal and one deduction.</summary>
public enum PinKind : byte
{
    /// <summary>The deduction pays for the reveal, whatever their keys, times, users or credit types say.</summary>
    Confirmed = 0,

    /// <summary>The deduction does not pay for the reveal: the two never stand in one verdict.</summary>
    Forbidden = 1,

    /// <summary>The two are matched as the run says, and what differs between them is accepted. Nothing in matching changes.</summary>
    Accepted = 2,
}

/// <summary>
/// An agent's word on one reveal and one deduction, with a reason: input to every later run. It names the rows by their ids, so it survives
/// a re-import and a restatement, and a row that has not landed is waited for.
/// </summary>
public sealed class Pin
{
    public long AccountId { get; init; }

    /// <summary>The reveal's id, as in the files.</summary>
    public required string Reveal { get; init; }

    /// <summary>The id of a row of the ledger that took credits, as in the files.</summary>
    public required string Deduction { get; init; }
    public required PinKind Kind { get; init; }

    /// <summary>Why, in the agent's words; never empty in a store.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who placed it: a person's id or <c>operator</c>.</summary>
    public string PlacedBy { get; init; } = "";

    /// <summary>When it was placed.</summary>
    public Instant PlacedAt { get; init; }

    /// <summary>
    /// The code whose difference was accepted, such as <c>overcharged</c>; empty if none was. A confirmed match may be accepted as well:
    /// there is one pin for each reveal and deduction.
    /// </summary>
    public string Difference { get; init; } = "";

    /// <summary>The most credits in question that were accepted, 0 or more; a difference that grows beyond them is open again.</summary>
    public Credits AcceptedMax { get; init; }

    /// <summary>
    /// A forbidden pair that the confirmed ones tie together, whatever else lands: they share rows, so all of them belong to one verdict. Null
    /// if the pins agree with each other.
    /// </summary>
    public static Pin? Contradicted(IReadOnlyList<Pin> pins)
    {
        Dictionary<(Side Side, string Id), List<(Side Side, string Id)>> tied = [];
        foreach (var pin in pins.Where(pin => pin.Kind == PinKind.Confirmed))
        {
            Of((Side.Reveal, pin.Reveal)).Add((Side.Deduction, pin.Deduction));
            Of((Side.Deduction, pin.Deduction)).Add((Side.Reveal, pin.Reveal));
        }

        return pins.FirstOrDefault(pin => pin.Kind == PinKind.Forbidden && Reaches((Side.Reveal, pin.Reveal), (Side.Deduction, pin.Deduction)));

        List<(Side, string)> Of((Side, string) row) => tied.TryGetValue(row, out var rows) ? rows : tied[row] = [];

        bool Reaches((Side, string) from, (Side, string) to)
        {
            HashSet<(Side, string)> seen = [from];
            Queue<(Side, string)> open = new(seen);
            while (open.TryDequeue(out var row))
            {
                foreach (var next in tied.GetValueOrDefault(row, []).Where(seen.Add))
                    open.Enqueue(next);
            }

            return seen.Contains(to);
        }
    }
}

public static class PinKinds
{
    /// <summary>The word in commands and answers, such as <c>confirmed</c>.</summary>
    public static string Slug(this PinKind kind) => kind.ToString().ToLowerInvariant();
}
