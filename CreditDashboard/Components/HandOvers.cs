using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CreditDashboard.Components;

/// <summary>
/// What a page read while the server rendered it, for the circuit that takes the page up a moment later: it need not read it again, and does
/// not go blank in between. It is kept in memory and taken once, by the person who was shown it and for the same address; what is not there
/// any more is read again.
/// </summary>
public sealed class HandOvers(TimeProvider time)
{
    const int LeftMax = 100;
    static readonly TimeSpan LeftFor = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, Left> _left = new(StringComparer.Ordinal);

    /// <summary>Leaves what was read, also that there is no such thing. Null if too much is left already.</summary>
    public string? Leave(string personId, string address, object? what)
    {
        if (_left.Count >= LeftMax)
            return null;

        // Most of what is left is never taken: whoever reads without scripts has no circuit.
        var token = RandomNumberGenerator.GetHexString(32);
        _left[token] = new(personId, address, what, time.CreateTimer(_ => Forget(token), null, LeftFor, Timeout.InfiniteTimeSpan));
        return token;
    }

    /// <summary>Takes what was left. False if there is nothing, or it is of another person, address or kind.</summary>
    public bool TryTake<T>(string? token, string personId, string address, out T? what)
        where T : class
    {
        what = null;
        if (token is null || Forget(token) is not { } left || left.PersonId != personId || left.Address != address || left.What is not (T or null))
            return false;

        what = (T?)left.What;
        return true;
    }

    Left? Forget(string token)
    {
        if (!_left.TryRemove(token, out var left))
            return null;

        left.Timer.Dispose();
        return left;
    }

    sealed record Left(string PersonId, string Address, object? What, ITimer Timer);
}
