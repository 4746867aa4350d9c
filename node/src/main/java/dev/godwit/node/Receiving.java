package dev.godwit.node;

import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.node.ReceiveRequest.Target;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.node.home.TransferStore;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.receive.Download;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import dev.godwit.wire.ticket.Ticket;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One download as the node runs it: ticket, folder and record around the engine's {@link Download}. One thread, once. */
final class Receiving {
    private final Home home;
    private final IdentityStore identity;
    private final Dialer dialer;
    private final Cancellation cancellation;

    Receiving(Home home, IdentityStore identity, Dialer dialer, Cancellation cancellation) {
        this.home = home;
        this.identity = identity;
        this.dialer = dialer;
        this.cancellation = cancellation;
    }

    void run(ReceiveRequest request, Decisions decisions, Consumer<TransferEvent> events) throws FaultException {
        Ticket ticket = Ticket.parse(request.ticket());
        List<InetSocketAddress> addresses = request.at().isEmpty() ? ticket.addresses() : request.at();
        DownloadRequest.Aim aim =
                new DownloadRequest.Aim(ticket.peerId(), addresses, ticket.capability(), request.silence());
        DownloadRequest.Surroundings around = new DownloadRequest.Surroundings(
                dialer,
                cancellation,
                manifest -> decisions.accept(new Decisions.Offer(
                        manifest.name(), manifest.entries(), manifest.bytes(), manifest.bytesHere())),
                decisions::conflict,
                events);
        TransferEvent.Done done = switch (request.target()) {
            case Target.Directory directory -> intoDirectory(directory.path(), request, aim, around);
            case Target.StandardOutput ignored ->
                download(
                        new DownloadRequest.Target.Output(new FileOutputStream(FileDescriptor.out).getChannel()),
                        request,
                        aim,
                        around);
        };
        events.accept(done);
    }

    private TransferEvent.Done intoDirectory(
            Path directory, ReceiveRequest request, DownloadRequest.Aim aim, DownloadRequest.Surroundings around)
            throws FaultException {
        try (ReceiveRoot root = openRoot(directory);
                TransferStore.Active record =
                        new TransferStore(home).open(aim.capability().shareId(), root.directory())) {
            return download(new DownloadRequest.Target.File(root, record), request, aim, around);
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    private static ReceiveRoot openRoot(Path directory) throws FaultException {
        try {
            return ReceiveRoot.open(directory);
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, directory.toString());
        }
    }

    private TransferEvent.Done download(
            DownloadRequest.Target target,
            ReceiveRequest request,
            DownloadRequest.Aim aim,
            DownloadRequest.Surroundings around)
            throws FaultException {
        return new Download(new DownloadRequest(
                        aim, target, request.patience(), identity.keys().identity(), around))
                .run();
    }
}
