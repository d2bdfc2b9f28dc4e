using CreditDashboard.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CreditDashboard.Commands;

/// <summary>The program without a verb: it opens the store and serves the pages until it is stopped. What hinders it is said in a sentence.</summary>
public static class Serving
{
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        // Asked beforehand: a server that could not start has given its settings back.
        var urls = app.Configuration["Urls"];
        try
        {
            await app.Services.GetRequiredService<Store>().OpenForWritingAsync();
            await app.RunAsync();
            return (int)ExitCode.Done;
        }
        catch (StoreInUseException)
        {
            return await SayAsync("Another server has this store open: stop it, or start this one in another folder.", ExitCode.StoreTrouble);
        }
        catch (StoreUnavailableException problem)
        {
            return await SayAsync(problem.Message, ExitCode.StoreTrouble);
        }
        catch (OptionsValidationException problem)
        {
            return await SayAsync(string.Join(Environment.NewLine, problem.Failures), ExitCode.WrongArguments);
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException)
        {
            return await SayAsync($"{urls} is in use by another program: stop it, or give another address, such as --urls=http://localhost:5081.", ExitCode.Refused);
        }
    }

    static async Task<int> SayAsync(string sentence, ExitCode code)
    {
        await Console.Error.WriteLineAsync(sentence);
        return (int)code;
    }
}
