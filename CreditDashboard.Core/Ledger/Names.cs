namespace CreditDashboard.Core.Ledger;

/// <summary>
/// A list of texts by number, so that rows hold a number in place of a text. Number 0 is the absent text. The numbers depend on the order
/// of arrival: no rule may order by them, only ask whether two are equal.
/// </summary>
public sealed class Names
{
    public const int Absent = 0;

    readonly List<string> _texts;
    readonly Dictionary<string, int> _numbers;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public Names()
    {
        _texts = [""];
        _numbers = new(StringComparer.Ordinal) { [""] = Absent };
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A list that begins with the same texts under the same numbers and may grow while others read the first.</summary>
    public Names(Names texts)
    {
        _texts = [.. texts._texts];
        _numbers = new(texts._numbers, StringComparer.Ordinal);
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many numbers are given out, the absent one included.</summary>
    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    /// <summary>The number of a text, a new one if it was not seen before.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        if (_bySpan.TryGetValue(text, out var number))
            return number;

        var kept = text.ToString();
        number = _texts.Count;
        _texts.Add(kept);
        _numbers.Add(kept, number);
        return number;
    }

    /// <summary>The number of a text, or -1 if it was never added.</summary>
    public int Find(ReadOnlySpan<char> text) => _bySpan.TryGetValue(text, out var number) ? number : -1;
}
