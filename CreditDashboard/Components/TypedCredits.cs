using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Components;

/// <summary>Credits of both types side by side, or what they cost: they are counted in one place and never added.</summary>
public readonly record struct TypedCredits(long Prospecting, long Conversation)
{
    public bool IsNone => Prospecting == 0 && Conversation == 0;

    public static TypedCredits Of(CreditType type, Credits credits) =>
        type == CreditType.Conversation ? new(0, credits.Count) : new(credits.Count, 0);

    public static TypedCredits Sum(IEnumerable<TypedCredits> each)
    {
        var (prospecting, conversation) = (0L, 0L);
        foreach (var credits in each)
            (prospecting, conversation) = (prospecting + credits.Prospecting, conversation + credits.Conversation);
        return new(prospecting, conversation);
    }

    /// <summary>The same in the unit of a page: <c>EUR 0.60</c>, <c>EUR 0.60, conversation EUR 1.20</c>.</summary>
    public string In(Amounts amounts) => (amounts.IsMoney, Prospecting, Conversation) switch
    {
        (false, _, _) => ToString(),
        (_, _, 0) => amounts.Many(Prospecting),
        (_, 0, _) => $"conversation {amounts.Many(Conversation)}",
        _ => $"{amounts.Many(Prospecting)}, conversation {amounts.Many(Conversation)}",
    };

    /// <summary><c>3 credits</c>, <c>4 conversation credits</c>, or both.</summary>
    public override string ToString() => (Prospecting, Conversation) switch
    {
        (_, 0) => Words.Many(Prospecting, "credit"),
        (0, _) => Words.Many(Conversation, "conversation credit"),
        _ => $"{Words.Many(Prospecting, "credit")}, {Words.Many(Conversation, "conversation credit")}",
    };
}
