namespace CreditDashboard.Core.Rates;

/// <summary>The currencies of ISO 4217 that money is paid in, and how finely each is divided.</summary>
public static class Currencies
{
    static readonly string[] Undivided = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".Split(' ');
    static readonly string[] InThousandths = "BHD IQD JOD KWD LYD OMR TND".Split(' ');
    static readonly string[] InHundredths =
        ("AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD "
        + "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA "
        + "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
        + "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG").Split(' ');

    static readonly Dictionary<string, int> Digits =
        InHundredths.Select(code => (code, 2)).Concat(Undivided.Select(code => (code, 0))).Concat(InThousandths.Select(code => (code, 3))).ToDictionary(StringComparer.Ordinal);

    /// <summary>By their codes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Digits.Keys.Order(StringComparer.Ordinal)];

    public static bool IsKnown(string code) => Digits.ContainsKey(code);

    /// <summary>The decimals of an amount in it: 2 for EUR, 0 for JPY.</summary>
    public static int DigitsOf(string code) => Digits[code];
}
