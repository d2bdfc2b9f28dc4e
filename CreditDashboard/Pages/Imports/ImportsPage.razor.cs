using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Import;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using NodaTime;

namespace CreditDashboard.Pages.Imports;

public sealed partial class ImportsPage(ImportsDesk desk, ILogger<ImportsPage> log) : AccountPage<ImportHistory>
{
    const int FilesMax = 20;
    const long FileBytesMax = 1L << 30;
    const int CopyBytes = 1 << 16;
    const string Stopped = "The import was stopped. Nothing of it landed.";

    CancellationTokenSource? _uploading;
    RunningImport? _import;
    ImportsQuery _query = default!;
    bool _strict;
    bool _restate;
    string? _calledAt;
    string _doing = "";
    int? _percent;
    string? _problem;
    ImportReport? _report;
    int _inputs;
    bool _isGone;
    bool _hearsFiles;

    [SupplyParameterFromQuery(Name = "before")]
    string? Before { get; set; }

    protected override string Ask()
    {
        _query = ImportsQuery.Parse(Account, Before);
        if (_query.Account != ImportsQuery.Parse(Report.Value?.Account, null).Account)
            _report = null;
        return _query.ToUri();
    }

    protected override Task<ImportHistory?> ReadAsync(string personId, CancellationToken ct) => desk.ReadAsync(personId, _query, ct);

    protected override void Take(ImportHistory report)
    {
        if (report.Running?.Progress is { } progress)
            Show(progress);
    }

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (RendererInfo.IsInteractive && _import is null && Report.Value?.Running is { Done.IsCompleted: false } running)
            await FollowAsync(running);
    }

    // Until the circuit and the input's own script are there, a choice of files would be lost without a word.
    protected override void OnAfterRender(bool firstRender)
    {
        if (_hearsFiles || Report.Value is null)
            return;

        _hearsFiles = true;
        StateHasChanged();
    }

    bool IsRunning => _uploading is not null || _import is not null || Report.Value?.Running is { Done.IsCompleted: false };

    async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        if (IsRunning || Report.Value is not { } history)
            return;

        if (chosen.FileCount > FilesMax)
        {
            _problem = $"At most {FilesMax} files at once. Nothing was imported.";
            return;
        }

        (_problem, _report) = (null, null);
        if (await UploadAsync(chosen, history.Account) is { } import)
            await FollowAsync(import);
    }

    /// <summary>Takes the files off the browser and begins to import them; null if the upload was stopped or ended early.</summary>
    async Task<RunningImport?> UploadAsync(InputFileChangeEventArgs chosen, string account)
    {
        using var uploading = _uploading = new CancellationTokenSource();
        List<FileStream> copies = [];
        try
        {
            List<ImportFile> files = [];
            foreach (var file in chosen.GetMultipleFiles(FilesMax))
            {
                copies.Add(await CopyAsync(file, uploading.Token));
                var copy = copies[^1];
                files.Add(new ImportFile(file.Name, file.Size, _ => new(copy)));
            }

            var person = (await SignedIn).User.Id();
            var import = await desk.StartAsync(person, account, files, new ImportRequest { Strict = _strict, Restate = _restate, CalledAt = CalledAt() }, copies, uploading.Token);
            copies = [];
            return import;
        }
        catch (OperationCanceledException) when (uploading.IsCancellationRequested)
        {
            _problem = Stopped;
        }
        catch (IOException problem)
        {
            // The browser's side of an upload, or a file above the limit; what it says names no row.
            log.LogWarning(problem, "An upload ended early.");
            _problem = "The upload ended before all of it was here. Nothing was imported; choose the files again.";
        }
        finally
        {
            copies.ForEach(copy => copy.Dispose());
            _uploading = null;
            _inputs++; // a new input, so that the same file can be chosen again
        }

        return null;
    }

    /// <summary>When the vendor's files were called, in the account's zone; null if nobody said.</summary>
    Instant? CalledAt() => !string.IsNullOrWhiteSpace(_calledAt) && Timestamp.TryParse(_calledAt, Report.Value!.Zone, out var at, out _, out _) ? at : null;

    /// <summary>Shows how far an import is, to its end. It goes on if the page is left.</summary>
    async Task FollowAsync(RunningImport import)
    {
        _import = import;
        import.Changed += Progressed;
        Progressed(); // of what it said before someone listened
        try
        {
            _report = await import.Done;
            if (_report is null && !_isGone)
                Navigation.NotFound();
        }
        catch (OperationCanceledException)
        {
            _problem = Stopped;
        }
        finally
        {
            import.Changed -= Progressed;
            _import = null;
        }

        if (!_isGone)
            await ReadAsync();
    }

    void Progressed() => _ = InvokeAsync(() =>
    {
        if (_import?.Progress is { } progress)
            Show(progress);
    });

    async Task SetAsideAsync((IReadOnlyCollection<long> Numbers, string Reason) asked)
    {
        if (await desk.SetAsideAsync((await SignedIn).User.Id(), Report.Value!.Account, asked.Numbers, asked.Reason, CancellationToken.None) is null)
            Navigation.NotFound();
        else
            await ReadAsync();
        StateHasChanged();
    }

    async Task<string> WithdrawAsync(long number, string reason)
    {
        var withdrawal = await desk.WithdrawAsync((await SignedIn).User.Id(), Report.Value!.Account, number, reason, CancellationToken.None);
        await ReadAsync();
        StateHasChanged();
        return withdrawal is null ? "This account is not there any more, or you may not see it."
            : $"Import {Words.Count(number)} is withdrawn: {Words.Many(withdrawal.Gone, "row")} gone, {Words.Count(withdrawal.Back)} back as {(withdrawal.Back == 1 ? "it was" : "they were")}.";
    }

    /// <summary>
    /// Takes the file off the browser before anything is read of it: the account's turn is not held while a slow line brings it. The copy is
    /// gone when it is closed.
    /// </summary>
    async Task<FileStream> CopyAsync(IBrowserFile file, CancellationToken ct)
    {
        // On Unix a file so made can be read by nobody else.
        var copy = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, CopyBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using var upload = file.OpenReadStream(FileBytesMax, ct);
            var buffer = new byte[CopyBytes];
            for (int read; (read = await upload.ReadAsync(buffer, ct)) > 0;)
            {
                await copy.WriteAsync(buffer.AsMemory(0, read), ct);
                Say($"Upload {file.Name}", Part(copy.Length, file.Size));
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    void Show(ImportProgress progress) => Say(
        progress.Stage switch
        {
            ImportStage.Waiting => "Waiting: somebody else is changing this account",
            ImportStage.Reading => $"Read {progress.File}, {Words.Many(progress.Rows, "row")}",
            ImportStage.Checking => "Check against what is there",
            ImportStage.Matching => "Match reveals and deductions",
            _ => $"Write, {Words.Many(progress.Rows, "row")}",
        },
        progress.BytesTotal is { } total ? Part(progress.Bytes, total) : null);

    void Say(string doing, int? percent)
    {
        if (doing == _doing && percent == _percent)
            return;

        (_doing, _percent) = (doing, percent);
        StateHasChanged();
    }

    static int Part(long done, long whole) => whole <= 0 ? 100 : (int)Math.Min(100, 100 * done / whole);

    void Stop()
    {
        _uploading?.Cancel();
        _import?.Stop();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // What has not left the browser cannot without its page; an import whose files are here goes on.
            _isGone = true;
            _uploading?.Cancel();
            if (_import is { } import)
                import.Changed -= Progressed;
        }

        base.Dispose(disposing);
    }
}
