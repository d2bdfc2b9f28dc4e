using System.Buffers.Binary;
using System.Security.Cryptography;
using CreditDashboard.Core.Ledger;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// The id of a verdict: the first 16 bytes of SHA-256 over its members, sorted, each as <c>R</c> or <c>D</c>, NUL, id, LF. It depends on the
/// ids of the rows alone.
/// </summary>
sealed class MemberIds(AccountRows rows)
{
    byte[] _text = new byte[256];
    readonly List<(int Start, int Length)> _lines = [];

    public UInt128 Of(ReadOnlySpan<Member> members)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Canonical(members), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The bytes that are hashed; valid until the next call.</summary>
    public ReadOnlySpan<byte> Canonical(ReadOnlySpan<Member> members)
    {
        _lines.Clear();
        var end = 0;
        foreach (var member in members)
        {
            var id = member.IsReveal ? rows.RevealIds.Utf8(rows.Reveals[member.Index].Id) : rows.DeductionIds.Utf8(rows.Deductions[member.Index].Id);
            if (_text.Length < end + id.Length + 3)
                Array.Resize(ref _text, Math.Max(end + id.Length + 3, 2 * _text.Length));
            _text[end] = (byte)(member.IsReveal ? Side.Reveal : Side.Deduction);
            _text[end + 1] = 0;
            id.CopyTo(_text.AsSpan(end + 2));
            _text[end + 2 + id.Length] = (byte)'\n';
            _lines.Add((end, id.Length + 3));
            end += id.Length + 3;
        }

        if (_lines.Count == 1)
            return _text.AsSpan(0, end);

        var text = _text;
        _lines.Sort((left, right) => text.AsSpan(left.Start, left.Length).SequenceCompareTo(text.AsSpan(right.Start, right.Length)));
        if (_text.Length < 2 * end)
            Array.Resize(ref _text, 2 * end);
        var sorted = _text.AsSpan(end, end);
        var next = 0;
        foreach (var (start, length) in _lines)
        {
            _text.AsSpan(start, length).CopyTo(sorted[next..]);
            next += length;
        }

        return sorted;
    }
}
