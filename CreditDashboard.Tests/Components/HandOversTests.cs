using CreditDashboard.Components;

namespace CreditDashboard.Tests.Components;

public class HandOversTests
{
    readonly HandOvers _handOvers = new(TimeProvider.System);

    [Fact]
    public void WhatIsLeft_IsTakenOnce_ByThePersonItWasShownTo_ForTheSameAddress()
    {
        var token = _handOvers.Leave("ann", "/here", "report");
        Assert.True(_handOvers.TryTake<string>(token, "ann", "/here", out var report));
        Assert.Equal("report", report);
        Assert.False(_handOvers.TryTake<string>(token, "ann", "/here", out _));

        Assert.False(_handOvers.TryTake<string>(_handOvers.Leave("ann", "/here", "report"), "ben", "/here", out _));
        Assert.False(_handOvers.TryTake<string>(_handOvers.Leave("ann", "/here", "report"), "ann", "/there", out _));
        Assert.False(_handOvers.TryTake<string>(null, "ann", "/here", out _));
    }

    [Fact]
    public void ThatThereIsNothing_IsHandedOverAsWell()
    {
        Assert.True(_handOvers.TryTake<string>(_handOvers.Leave("ann", "/here", null), "ann", "/here", out var report));
        Assert.Null(report);
    }

    [Fact]
    public void WhatNobodyTakes_IsNotKeptWithoutEnd()
    {
        var tokens = Enumerable.Range(0, 1_000).Select(_ => _handOvers.Leave("ann", "/here", "report")).ToList();
        Assert.InRange(tokens.Count(token => token is not null), 1, 100);
    }
}
