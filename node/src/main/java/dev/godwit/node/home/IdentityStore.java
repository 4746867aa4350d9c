package dev.godwit.node.home;

import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The identity of a home, made on first use. The peer id is there at once; the keys are read and checked in the background,
 * since cold cryptography takes longer than everything else that must happen before a ticket is shown. Safe on every
 * thread.
 */
public final class IdentityStore {
    private static final String PRIVATE_KEY = "ed25519-private.der";
    private static final String PUBLIC_KEY = "ed25519-public.der";
    private static final String TLS_KEY = "tls-private.der";
    private static final String TLS_CERTIFICATE = "tls-certificate.der";

    private final PeerId peerId;
    private final CompletableFuture<Keys> keys;

    private IdentityStore(Home home, PeerId peerId) {
        this.peerId = peerId;
        this.keys = CompletableFuture.supplyAsync(
                () -> read(home, peerId),
                task -> Thread.ofPlatform().daemon().name("keys").start(task));
    }

    /**
     * What proves who this peer is.
     *
     * @param identity the Ed25519 key
     * @param credentials the TLS key and certificate that it signed
     */
    public record Keys(Identity identity, TlsCredentials credentials) {}

    /** Finds the identity, or makes one when there is none. */
    public static IdentityStore open(Home home) throws FaultException {
        try {
            if (!Files.isDirectory(home.identity())) {
                create(home);
            }
            byte[] publicKey = Files.readAllBytes(home.identity().resolve(PUBLIC_KEY));
            PeerId peerId = PeerId.ofDer(publicKey).orElseThrow(() -> damaged(home, PUBLIC_KEY));
            return new IdentityStore(home, peerId);
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    /** The public half. */
    public PeerId peerId() {
        return peerId;
    }

    /**
     * The keys, as soon as they are read.
     *
     * @throws FaultException {@link FaultCode#HOME_UNUSABLE} when they are damaged or can't be read
     */
    public Keys keys() throws FaultException {
        try {
            return keys.join();
        } catch (CompletionException e) {
            String detail = "its identity is damaged (" + e.getMessage() + ")";
            throw Fault.of(FaultCode.HOME_UNUSABLE, detail).exception(e);
        }
    }

    private static Keys read(Home home, PeerId owner) {
        Path directory = home.identity();
        try {
            PrivateFiles.makePrivate(directory.resolve(PRIVATE_KEY));
            PrivateFiles.makePrivate(directory.resolve(TLS_KEY));
            Identity identity = Identity.restore(
                    Files.readAllBytes(directory.resolve(PRIVATE_KEY)),
                    Files.readAllBytes(directory.resolve(PUBLIC_KEY)));
            TlsCredentials credentials = TlsCredentials.restore(
                    Files.readAllBytes(directory.resolve(TLS_KEY)),
                    Files.readAllBytes(directory.resolve(TLS_CERTIFICATE)),
                    owner);
            return new Keys(identity, credentials);
        } catch (IOException | GeneralSecurityException e) {
            throw new CompletionException(e);
        }
    }

    private static FaultException damaged(Home home, String file) {
        return Fault.of(FaultCode.HOME_UNUSABLE, home.identity().resolve(file) + " is damaged")
                .exception();
    }

    /** Makes a whole identity beside its place and moves it there: of two first uses at once, one wins for both. */
    private static void create(Home home) throws IOException {
        PrivateFiles.directory(home.directory());
        Path made = Files.createTempDirectory(home.directory(), "identity-");
        Identity identity = Identity.generate();
        TlsCredentials credentials = TlsCredentials.create(identity);
        PrivateFiles.replace(made.resolve(PRIVATE_KEY), identity.privateKeyDer());
        PrivateFiles.replace(made.resolve(PUBLIC_KEY), identity.publicKeyDer());
        PrivateFiles.replace(made.resolve(TLS_KEY), credentials.keyDer());
        PrivateFiles.replace(made.resolve(TLS_CERTIFICATE), credentials.certificateDer());
        try {
            Files.move(made, home.identity(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // The JDK has no exception of its own for a directory in the way that is not empty.
            PrivateFiles.delete(made);
            if (!Files.isDirectory(home.identity())) {
                throw e;
            }
        }
    }
}
