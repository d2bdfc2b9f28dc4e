namespace CreditDashboard.Core.Usage.Findings;

/// <summary>The closed list of what is looked for without being asked.</summary>
public enum FindingRule : byte
{
    UnusualDay,
    AfterDisabled,
    IncompleteJob,
    SameContact,
    Pace,
    NightBurst,
    ChargedRepeats,
    EmptyBulk,
}

public static class FindingRules
{
    static readonly (FindingRule Rule, string Slug, string Looks, string Wrong)[] Table =
    [
        (FindingRule.UnusualDay, "unusual_day",
            "A day outside the band of its weekday: the median of the 13 weeks before it, and 7 times their usual distance from it on either side, at least half of it, half of what an average day takes, and 10 credits. It needs 5 such days. A day that a renewal cuts is one day.",
            "Of 388 days of the sample account it finds 3 where nothing unusual was put in."),
        (FindingRule.AfterDisabled, "after_disabled",
            "A charge of a user for a reveal made after they were disabled, or for none. A late charge for an earlier reveal is left out.",
            "How often it is wrong is not known: the sample account has no disabled users."),
        (FindingRule.IncompleteJob, "incomplete_job",
            "A bulk selection of 10 contacts or more of which most lack something that was asked for, and more than chance makes of the share of the other selections of the 13 weeks before: 3 standard deviations above it.",
            "Of 592 selections of the sample account, which are all alike, it finds 0."),
        (FindingRule.SameContact, "same_contact",
            "A contact revealed by two users on one day, each charged for it by themselves.",
            "Whether they needed it twice is not known, and so is how often it is wrong."),
        (FindingRule.Pace, "pace",
            "A user at twice the median of what they took by the same point of the last three cycles, at half more than the most of the three, and at 50 credits more, who usually takes 20. It is asked from the fourth day of a cycle on.",
            "Of 25 users in 9 cycles of the sample account, who go on as they did, it finds 8."),
        (FindingRule.NightBurst, "night_burst",
            "20 direct reveals or more of one user between 22:00 and 06:00, each at most 5 minutes after the one before. Left out are users of whose direct reveals of the 13 weeks before more than one in ten was made at night.",
            "In the sample account it finds none but the one that was put in. A user who travels is found wrongly."),
        (FindingRule.ChargedRepeats, "charged_repeats",
            "Charges, as the card allows them, for a contact of whom nothing was shown that an earlier reveal had not shown already, as far back as the card looks.",
            "The rows decide, so it is not wrong about what was shown; whether the data was still at hand is not known."),
        (FindingRule.EmptyBulk, "empty_bulk",
            "Contacts of bulk selections of whom nothing was found and who were charged by themselves. A selection that is charged in one sum does not tell which contact cost what.",
            "The rows decide, so it is not wrong; the article allows the charge and does not refund it."),
    ];

    public static IReadOnlyList<FindingRule> All { get; } = [.. Table.Select(row => row.Rule)];

    /// <summary>The word in the store and in addresses, such as <c>unusual_day</c>.</summary>
    public static string Slug(this FindingRule rule) => Table[(int)rule].Slug;

    /// <summary>What is looked for, and against which baseline.</summary>
    public static string Looks(this FindingRule rule) => Table[(int)rule].Looks;

    /// <summary>How often it is wrong, as measured on the sample account by a test, or that this is not known.</summary>
    public static string Wrong(this FindingRule rule) => Table[(int)rule].Wrong;
}
