using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Matching;

/// <summary>How a deduction stands to what it was matched with.</summary>
public enum Role : byte
{
    Unmatched,

    /// <summary>It pays for one reveal.</summary>
    Pays,

    /// <summary>It pays for one reveal together with the one that <see cref="Pays"/>.</summary>
    Joins,

    /// <summary>It repeats the charge of a reveal that another pays for, by a strong key.</summary>
    Repeats,

    /// <summary>It looks like another deduction, which is paired; nothing stronger ties it to a reveal.</summary>
    Twin,

    /// <summary>It stands in a <see cref="RowGroup"/>.</summary>
    InGroup,
}

/// <summary>How strong the evidence of a pair is; <see cref="None"/> without a pair.</summary>
public enum Level : byte
{
    None = 0,

    /// <summary>A request id, or an agent's pin.</summary>
    A = 1,

    /// <summary>A contact or a job.</summary>
    B = 2,

    /// <summary>Time only, the sole candidate both ways or four times as near as the next.</summary>
    C = 3,

    /// <summary>Time only, twice as near as the next.</summary>
    D = 4,

    /// <summary>Time only, and another reading is almost as good: the pair is not asserted.</summary>
    E = 5,
}

public enum GroupKind : byte
{
    /// <summary>The reveals of one job or request and the deductions that pay for them together.</summary>
    Bundle,

    /// <summary>Rows that time alone cannot tell apart.</summary>
    Cluster,

    /// <summary>Unmatched deductions and earlier unmatched reveals that may be each other's late half.</summary>
    LateOrMissing,
}

/// <summary>Rows that are judged as one. Both lists ascend.</summary>
/// <param name="Unpaired">
/// How many deductions have no reveal (positive) or reveals no deduction (negative) whichever way one pairs them; 0 in a bundle.
/// </param>
public sealed record RowGroup(GroupKind Kind, int[] Reveals, int[] Deductions, byte Tier, Level Level, int Unpaired = 0);

/// <summary>The next best reading of a pair made by time alone.</summary>
/// <param name="Row">The candidate left out.</param>
/// <param name="CostTicks">Its cost, in 100 ns units.</param>
public readonly record struct RunnerUp(Member Row, long CostTicks);
