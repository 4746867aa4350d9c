package dev.godwit.dht.item;

import dev.godwit.dht.bencode.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A key of the JDK that signs, as an embedding program has one. */
public final class KeyPairSigner implements Signer {
    private final KeyPair pair;

    private KeyPairSigner(KeyPair pair) {
        this.pair = pair;
    }

    public static KeyPairSigner generate() {
        return generate(new SecureRandom());
    }

    /** The same key again for the same random numbers. */
    public static KeyPairSigner generate(RandomGenerator random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, secure(random));
            return new KeyPairSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SecureRandom secure(RandomGenerator random) {
        return new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
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
