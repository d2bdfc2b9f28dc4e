using CreditDashboard.Core.Disputes;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Components.Usage;

/// <summary>The credits of one type that can be disputed, by code, and by the user and channel that they were charged to.</summary>
sealed class Questions
{
    readonly Dictionary<string, long> _ofUser = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _ofChannel = new(StringComparer.Ordinal);
    readonly Dictionary<VerdictCode, (int Rows, long Credits)> _ofCode = [];

    public static (Questions Prospecting, Questions Conversation) Of(UsageReading reading)
    {
        var (prospecting, conversation) = (new Questions(), new Questions());
        var judgement = reading.Ledger.Judgement;
        var verdicts = new VerdictWindow(judgement, reading.Window, reading.Now);
        var filter = new VerdictFilter(reading.Ledger, reading.Filter, reading.Now);
        foreach (var verdict in verdicts.Of(code => PolicyClasses.Of(code) is PolicyClass.Refundable or PolicyClass.NeedsEvidence).Where(filter.Asks))
        {
            // The first charge stands for the verdict: its credits are counted once, where they were charged.
            if (FirstCharge(judgement, verdict) is not (>= 0 and var row))
                continue;

            ref readonly var paid = ref judgement.Rows.Deductions[row];
            var questions = paid.CreditType == CreditType.Prospecting ? prospecting : conversation;
            questions.Add(judgement, row, verdicts.CodeOf(verdict), reading.Worth(verdicts.DiscrepancyOf(verdict).Count, paid.CreditType, paid.PostedAt));
        }

        return (prospecting, conversation);
    }

    public long OfUser(string email) => _ofUser.GetValueOrDefault(email);

    public long OfChannel(string slug) => _ofChannel.GetValueOrDefault(slug);

    public Disputable Summary() => new(
        _ofCode.Values.Sum(code => code.Credits),
        _ofCode.Where(code => PolicyClasses.Of(code.Key) == PolicyClass.Refundable).Sum(code => code.Value.Credits),
        _ofCode.Values.Sum(code => code.Rows),
        [.. _ofCode.Select(code => (code.Key, code.Value.Rows, code.Value.Credits)).OrderByDescending(code => code.Credits).ThenByDescending(code => code.Rows).ThenBy(code => code.Key)]);

    static int FirstCharge(Judgement judgement, int verdict)
    {
        foreach (var member in judgement.MembersOf(verdict))
        {
            if (!member.IsReveal)
                return member.Index;
        }

        return -1;
    }

    void Add(Judgement judgement, int deduction, VerdictCode code, long credits)
    {
        ref readonly var row = ref judgement.Rows.Deductions[deduction];
        var (rows, sum) = _ofCode.GetValueOrDefault(code);
        _ofCode[code] = (rows + 1, sum + credits);
        var (user, channel) = (judgement.Rows.Names.Users[row.User], judgement.Rows.Names.Channels[row.Channel]);
        _ofUser[user] = _ofUser.GetValueOrDefault(user) + credits;
        _ofChannel[channel] = _ofChannel.GetValueOrDefault(channel) + credits;
    }
}
