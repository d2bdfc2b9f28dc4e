using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CreditDashboard.Core.Ledger;

/// <summary>Which of the two feeds a row belongs to.</summary>
public enum Side : byte
{
    Reveal = (byte)'R',
    Deduction = (byte)'D',
}

/// <summary>
/// Where a row stands on the account's line of time: its instant in whole 100 ns units since 1970-01-01T00:00Z, then the first eight
/// bytes of SHA-256 over its side (<c>R</c> or <c>D</c>), NUL and its id. It depends on the row alone, so rows of one instant stand in
/// the same order in any run, order of import or superset.
/// </summary>
public readonly record struct Position(long Ticks, ulong Tie) : IComparable<Position>
{
    public const long TicksPerSecond = 10_000_000;

    public static Position Of(Side side, string id, Instant at) => new(TicksOf(at), TieOf(side, id));

    public static ulong TieOf(Side side, ReadOnlySpan<char> id)
    {
        var length = Encoding.UTF8.GetByteCount(id);
        var utf8 = length <= 256 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(id, utf8);
        return TieOf(side, utf8);
    }

    public static ulong TieOf(Side side, ReadOnlySpan<byte> utf8Id)
    {
        var length = 2 + utf8Id.Length;
        var text = length <= 256 ? stackalloc byte[length] : new byte[length];
        text[0] = (byte)side;
        text[1] = 0;
        utf8Id.CopyTo(text[2..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>100 ns units since 1970; an instant of the ledger has no finer part.</summary>
    public static long TicksOf(Instant at) => at.ToUnixTimeTicks();

    public Instant At => Instant.FromUnixTimeTicks(Ticks);

    public int CompareTo(Position other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Tie.CompareTo(other.Tie);

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}
