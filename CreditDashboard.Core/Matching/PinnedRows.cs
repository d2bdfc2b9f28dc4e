using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// The pins of an account by the indices of the rows that they name. A pin of a row that has not landed waits: it is passed over until then.
/// </summary>
sealed class PinnedRows
{
    public static readonly PinnedRows None = new([], []);

    readonly Dictionary<int, HashSet<int>> _ofReveal = [];
    readonly HashSet<int> _deductions = [];

    /// <param name="confirmed">Reveals and deductions that belong together, in any order.</param>
    /// <param name="forbidden">Reveals and deductions that never stand in one verdict.</param>
    public PinnedRows(IEnumerable<(int Reveal, int Deduction)> confirmed, IEnumerable<(int Reveal, int Deduction)> forbidden)
    {
        foreach (var (reveal, deduction) in forbidden)
        {
            (_ofReveal.TryGetValue(reveal, out var kept) ? kept : _ofReveal[reveal] = []).Add(deduction);
            _deductions.Add(deduction);
        }

        Confirmed = [.. confirmed.Order()];
    }

    /// <summary>Pairs that an agent confirmed, in the order of their positions.</summary>
    public IReadOnlyList<(int Reveal, int Deduction)> Confirmed { get; }

    public bool ForbidsAny => _deductions.Count > 0;

    public static PinnedRows Of(AccountRows rows, IReadOnlyList<Pin> pins)
    {
        if (pins.Count == 0)
            return None;

        var landed = pins.Select(pin => (pin.Kind, Pair: (Reveal: rows.FindReveal(pin.Reveal), Deduction: rows.FindDeduction(pin.Deduction))))
            .Where(pin => pin.Pair.Reveal >= 0 && pin.Pair.Deduction >= 0)
            .ToLookup(pin => pin.Kind, pin => pin.Pair);
        return new PinnedRows(landed[PinKind.Confirmed], landed[PinKind.Forbidden]);
    }

    public bool Forbids(int reveal, int deduction) => ForbidsAny && _ofReveal.TryGetValue(reveal, out var kept) && kept.Contains(deduction);

    /// <summary>True if some forbidden pair names the row.</summary>
    public bool IsKeptFromSome(Member row) => row.IsReveal ? _ofReveal.ContainsKey(row.Index) : _deductions.Contains(row.Index);

    /// <summary>True if the two are a forbidden pair; two rows of one side never are.</summary>
    public bool KeepsApart(Member one, Member two) =>
        one.IsReveal != two.IsReveal && (one.IsReveal ? Forbids(one.Index, two.Index) : Forbids(two.Index, one.Index));

    /// <summary>The deductions that may be paired with a reveal, in their order.</summary>
    public int[] Allowed(int reveal, int[] deductions) => ForbidsAny ? Array.FindAll(deductions, row => !Forbids(reveal, row)) : deductions;

    /// <summary>
    /// A line of the kernel as lines on which every pair is allowed: its cheapest pair is adjacent only then. A reveal that is kept from one
    /// of the deductions leaves the common line and stands on one of its own, with the others that are near enough. Both lists ascend.
    /// </summary>
    public IEnumerable<(int[] Reveals, int[] Deductions)> Lines(int[] reveals, int[] deductions, Func<int, int, bool> isNear)
    {
        var apart = Array.FindAll(reveals, reveal => _ofReveal.TryGetValue(reveal, out var kept) && kept.Any(row => Array.BinarySearch(deductions, row) >= 0));
        yield return (apart.Length == 0 ? reveals : [.. reveals.Except(apart)], deductions);
        foreach (var reveal in apart)
            yield return ([reveal], Array.FindAll(deductions, row => isNear(reveal, row) && !Forbids(reveal, row)));
    }

    /// <summary>
    /// Rows of a group without forbidden pairs: as long as there is one, the row with the most forbidden partners in the group is left out;
    /// of several, one of the side with more rows, then a deduction, then the last. Both lists ascend.
    /// </summary>
    public (int[] Reveals, int[] Deductions) WithoutForbidden(int[] reveals, int[] deductions)
    {
        while (ForbidsAny)
        {
            var (shown, paid) = (reveals, deductions);
            var worst = shown.Where(_ofReveal.ContainsKey).SelectMany(reveal => _ofReveal[reveal].Where(row => Array.BinarySearch(paid, row) >= 0)
                    .SelectMany(deduction => new[] { Member.Reveal(reveal), Member.Deduction(deduction) }))
                .GroupBy(row => row)
                .OrderByDescending(row => row.Count())
                .ThenByDescending(row => row.Key.IsReveal ? shown.Length : paid.Length)
                .ThenBy(row => row.Key.IsReveal)
                .ThenByDescending(row => row.Key.Index)
                .FirstOrDefault();
            if (worst is null)
                break;

            (reveals, deductions) = worst.Key.IsReveal
                ? (Array.FindAll(shown, row => row != worst.Key.Index), paid)
                : (shown, Array.FindAll(paid, row => row != worst.Key.Index));
        }

        return (reveals, deductions);
    }
}
