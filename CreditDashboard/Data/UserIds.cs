using System.Security.Cryptography;

namespace CreditDashboard.Data;

/// <summary>
/// The opaque ids that stand for an account's users in addresses, such as <c>u7f3k</c>: drawn at random when a user is first seen, so that
/// nobody can find the address behind one, nor guess whether an address is known.
/// </summary>
public sealed class UserIds
{
    // No letters that are read for another.
    const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";
    const int LettersMin = 4;
    const int TriesAtOneLength = 8;

    readonly List<string> _ids = [""];
    readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);

    /// <summary>How many numbers have an id, the absent user included.</summary>
    public int Count => _ids.Count;

    /// <summary>The id of a user's number among the account's names; empty for the absent user.</summary>
    public string this[int user] => _ids[user];

    /// <summary>The number of the user with that id, or -1.</summary>
    public int Find(string publicId) => _users.GetValueOrDefault(publicId, -1);

    internal void Add(string publicId)
    {
        _users.Add(publicId, _ids.Count);
        _ids.Add(publicId);
    }

    /// <summary>Ids for users that have none yet, none of them twice.</summary>
    internal IReadOnlyList<string> Draw(int count)
    {
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        var length = LettersMin;
        var tries = 0;
        while (drawn.Count < count)
        {
            var id = "u" + RandomNumberGenerator.GetString(Letters, length);
            if (!_users.ContainsKey(id) && drawn.Add(id))
                tries = 0;
            else if (++tries == TriesAtOneLength)
                (length, tries) = (length + 1, 0);
        }

        return [.. drawn];
    }
}
