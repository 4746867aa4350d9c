package dev.godwit.node.home;

import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * The identity of a home, made on first use.
 *
 * @param identity the Ed25519 key
 * @param credentials the TLS key and certificate that it signed
 */
public record IdentityStore(Identity identity, TlsCredentials credentials) {
    private static final String PRIVATE_KEY = "ed25519-private.der";
    private static final String PUBLIC_KEY = "ed25519-public.der";
    private static final String TLS_KEY = "tls-private.der";
    private static final String TLS_CERTIFICATE = "tls-certificate.der";

    /** Reads the identity, or makes one when there is none. */
    public static IdentityStore open(Home home) throws FaultException {
        try {
            if (!Files.isDirectory(home.identity())) {
                create(home);
            }
            return read(home.identity());
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                    .exception(e);
        } catch (GeneralSecurityException e) {
            String detail = home.identity() + " is damaged (" + e.getMessage() + ")";
            throw Fault.of(FaultCode.HOME_UNUSABLE, detail).exception(e);
        }
    }

    private static IdentityStore read(Path directory) throws IOException, GeneralSecurityException {
        PrivateFiles.makePrivate(directory.resolve(PRIVATE_KEY));
        PrivateFiles.makePrivate(directory.resolve(TLS_KEY));
        Identity identity = Identity.restore(
                Files.readAllBytes(directory.resolve(PRIVATE_KEY)), Files.readAllBytes(directory.resolve(PUBLIC_KEY)));
        TlsCredentials credentials = TlsCredentials.restore(
                Files.readAllBytes(directory.resolve(TLS_KEY)),
                Files.readAllBytes(directory.resolve(TLS_CERTIFICATE)),
                identity.peerId());
        return new IdentityStore(identity, credentials);
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
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            PrivateFiles.delete(made);
        }
    }
}
