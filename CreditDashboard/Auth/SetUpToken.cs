using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CreditDashboard.Auth;

/// <summary>
/// The key of the set-up page: 128 random bits that the program prints once. Only their hash is kept, for one hour, in this process alone.
/// </summary>
public sealed class SetUpToken(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    const int TokenBytes = 16;

    readonly Lock _gate = new();
    byte[]? _hash;
    DateTimeOffset _issuedAt;

    /// <summary>Set-ups go one at a time, so that of two at once one finds the administrator already there.</summary>
    public SemaphoreSlim OneAtATime { get; } = new(1, 1);

    /// <summary>A new token; the one before opens nothing any more.</summary>
    public string Issue()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_gate)
        {
            _hash = HashOf(token);
            _issuedAt = time.GetUtcNow();
        }

        return token;
    }

    public bool Opens(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return false;

        lock (_gate)
        {
            return _hash is not null
                && time.GetUtcNow() - _issuedAt < Lifetime
                && CryptographicOperations.FixedTimeEquals(_hash, HashOf(token));
        }
    }

    /// <summary>Set-up is done: no token opens the page again.</summary>
    public void Close()
    {
        lock (_gate)
            _hash = null;
    }

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
