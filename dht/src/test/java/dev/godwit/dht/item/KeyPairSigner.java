package dev.godwit.dht.item;

import dev.godwit.dht.bencode.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A key of the JDK that signs, as an embedding program has one. */
public final class KeyPairSigner implements Signer {
    private final KeyPair pair;

    private KeyPairSigner(KeyPair pair) {
        this.pair = pair;
    }

    public static KeyPairSigner generate() {
        try {
            return new KeyPairSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Ed25519Key publicKey() {
        byte[] der = pair.getPublic().getEncoded();
        return new Ed25519Key(ByteString.of(Arrays.copyOfRange(der, der.length - Ed25519Key.BYTES, der.length)));
    }

    @Override
    public ByteString sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            return ByteString.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
