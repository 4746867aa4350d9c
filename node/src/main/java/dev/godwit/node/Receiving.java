package dev.godwit.node;

import dev.godwit.content.glob.PathGlob;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.node.ReceiveRequest.Target;
import dev.godwit.node.finding.CodeApproach;
import dev.godwit.node.finding.Discovery;
import dev.godwit.node.finding.TicketApproach;
import dev.godwit.node.finding.Way;
import dev.godwit.node.home.HeardCodeRecord;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.node.home.KnownTransfer.Direction;
import dev.godwit.node.home.KnownTransfer.Subject;
import dev.godwit.node.home.TransferHistory;
import dev.godwit.node.home.TransferStore;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.transfer.pairing.WarmUp;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.Approach;
import dev.godwit.transfer.receive.Download;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import dev.godwit.wire.ticket.ShareId;
import dev.godwit.wire.ticket.Ticket;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One download as the node runs it: secret, folder and record around the engine's {@link Download}. One thread, once. */
final class Receiving {
    private final Home home;
    private final IdentityStore identity;
    /** How long to look for who offers a code: it may be typed before the sender has announced it. */
    private static final Duration CODE_PATIENCE = Duration.ofSeconds(10);

    private final Dialer dialer;
    private final Discovery discovery;
    private final Cancellation cancellation;

    Receiving(Home home, IdentityStore identity, Dialer dialer, Discovery discovery, Cancellation cancellation) {
        this.home = home;
        this.identity = identity;
        this.dialer = dialer;
        this.discovery = discovery;
        this.cancellation = cancellation;
    }

    void run(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> events) throws FaultException {
        DownloadRequest.Surroundings around = new DownloadRequest.Surroundings(
                dialer, cancellation, decisions::accept, decisions.scanWait(), decisions::conflict, events);
        Way way = new Way(dialer, cancellation, request.silence(), events);
        if (isCode(request.secret())) {
            byCode(way, request, decisions, around);
        } else {
            byTicket(way, request, around);
        }
    }

    /** Several words are meant as a code also without its digits: a ticket is one run of letters. */
    private static boolean isCode(String secret) {
        return Code.looksLikeCode(secret)
                || (secret.indexOf(':') < 0 && secret.strip().matches("\\p{Alpha}+([\\s-]+\\p{Alpha}+)+"));
    }

    private void byTicket(Way way, ReceiveRequest request, DownloadRequest.Surroundings around) throws FaultException {
        Ticket ticket = Ticket.parse(request.secret());
        Approach approach = new TicketApproach(way, ticket.peerId(), () -> discovery.searches(ticket, request.at()));
        receive(
                request,
                new DownloadRequest.Aim(ticket.peerId(), approach, ticket.capability(), way.silence()),
                around);
    }

    private void byCode(Way way, ReceiveRequest request, Decisions decisions, DownloadRequest.Surroundings around)
            throws FaultException {
        Code code = code(request.secret());
        WarmUp.begin();
        try (CodeApproach.Claimed claimed = claim(way, code, request, decisions)) {
            Approach again = new TicketApproach(
                    way, claimed.peer(), () -> discovery.searchesAgain(claimed.address(), code.slot(), request.at()));
            DownloadRequest.Aim aim =
                    new DownloadRequest.Aim(claimed.peer(), claimed.first(again), claimed.capability(), way.silence());
            receive(request, aim, around);
        }
    }

    private CodeApproach.Claimed claim(Way way, Code code, ReceiveRequest request, Decisions decisions)
            throws FaultException {
        Identity self = identity.keys().identity();
        try (HeardCodeRecord record = HeardCodeRecord.open(home, self, code)) {
            CodeClaim claim = new CodeClaim(
                    record.code(),
                    self.peerId(),
                    new SecureRandom(),
                    comparing -> !request.verify() || decisions.sameWords(comparing),
                    way.events());
            return new CodeApproach(way, claim, () -> discovery.searches(code.slot(), request.at()))
                    .claim(request.patience().orElse(CODE_PATIENCE));
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw homeUnusable(e);
        }
    }

    private static Code code(String text) throws FaultException {
        try {
            return Code.parse(text);
        } catch (MalformedCodeException e) {
            String message = String.valueOf(e.getMessage());
            // The fault begins with the same words.
            String why = message.substring(message.indexOf(": ") + 2).replaceFirst("\\.$", "");
            throw Fault.of(FaultCode.CODE_INVALID, why).exception(e);
        }
    }

    private void receive(ReceiveRequest request, DownloadRequest.Aim aim, DownloadRequest.Surroundings around)
            throws FaultException {
        switch (request.target()) {
            case Target.Directory directory -> intoDirectory(directory.path(), request, aim, around);
            case Target.StandardOutput _ -> toStandardOutput(request, aim, around);
        }
    }

    private void toStandardOutput(ReceiveRequest request, DownloadRequest.Aim aim, DownloadRequest.Surroundings around)
            throws FaultException {
        try (AbandonableOutput output = new AbandonableOutput(new FileOutputStream(FileDescriptor.out).getChannel());
                Cancellation.Registration _ = cancellation.onCancel(output::close)) {
            DownloadRequest.Target.Output target = new DownloadRequest.Target.Output(output);
            download(new Work(target, TransferHistory.newId(), "", _ -> {}), request, aim, around);
        }
    }

    private void intoDirectory(
            Path directory, ReceiveRequest request, DownloadRequest.Aim aim, DownloadRequest.Surroundings around)
            throws FaultException {
        ShareId share = aim.capability().shareId();
        try (ReceiveRoot root = openRoot(directory, share);
                TransferStore.Active record = new TransferStore(home).open(share, root.directory())) {
            DownloadRequest.Target.Folder target = new DownloadRequest.Target.Folder(root, record);
            String folder = root.directory().toString();
            download(new Work(target, record.id(), folder, name -> begun(record, name)), request, aim, around);
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw homeUnusable(e);
        }
    }

    private FaultException homeUnusable(IOException e) {
        return Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                .exception(e);
    }

    private static void begun(TransferStore.Active record, String name) {
        try {
            record.begun(name);
        } catch (IOException e) {
            // Only people read it.
        }
    }

    private ReceiveRoot openRoot(Path directory, ShareId share) throws FaultException {
        try {
            return ReceiveRoot.open(directory, () -> partialSecret(share));
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, directory.toString());
        }
    }

    /**
     * A download to be done.
     *
     * @param id what this home calls it
     * @param folder where it goes; empty for standard output
     * @param begun is told the name of what comes
     */
    private record Work(DownloadRequest.Target target, String id, String folder, Consumer<String> begun) {}

    private void download(
            Work work, ReceiveRequest request, DownloadRequest.Aim aim, DownloadRequest.Surroundings around)
            throws FaultException {
        Chronicle chronicle = new Chronicle(new TransferHistory(home), Clock.systemUTC());
        AtomicReference<String> name = new AtomicReference<>("");
        AtomicBoolean begun = new AtomicBoolean();
        DownloadRequest.Surroundings noted = around.telling(event -> {
            chronicle.note(event);
            if (event instanceof TransferEvent.Manifest manifest) {
                name.set(manifest.name());
                begun.set(true);
                work.begun.accept(manifest.name());
            }
            // A person reads what comes before how far it is.
            if (!(event instanceof TransferEvent.Progress) || begun.get()) {
                around.events().accept(event);
            }
        });
        try (RateLimit limit =
                        request.limitDown().isPresent() ? RateLimit.of(request.limitDown()) : RateLimit.UNLIMITED;
                Cancellation.Registration _ = cancellation.onCancel(limit::close)) {
            DownloadRequest.Wants wants = new DownloadRequest.Wants(selection(request), request.dryRun(), limit);
            Download download = new Download(new DownloadRequest(
                    aim, work.target, wants, request.patience(), identity.keys().identity(), noted));
            TransferEvent.Done done = download.run();
            Subject subject = new Subject(
                    Direction.RECEIVED, name.get(), aim.capability().shareId().toString(), work.folder);
            chronicle.ended(work.id, subject, done, download.problems());
            around.events().accept(done);
            Failures.tell(download.problems(), around.events());
        }
    }

    private static Optional<PathGlob> selection(ReceiveRequest request) {
        return request.select().isEmpty() ? Optional.empty() : Optional.of(PathGlob.of(request.select()));
    }

    /** Only this identity can make this signature, and makes the same in every run. It is never shown to anybody. */
    private byte[] partialSecret(ShareId share) {
        try {
            byte[] label = ("godwit partial names 1 " + share).getBytes(StandardCharsets.UTF_8);
            return identity.keys().identity().sign(label);
        } catch (FaultException e) {
            throw new CompletionException(e);
        }
    }
}
