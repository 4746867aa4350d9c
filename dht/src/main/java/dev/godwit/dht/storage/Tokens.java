package dev.godwit.dht.storage;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Write tokens: proof that whoever stores has received something at its address before. Bound to address and target, not to
 * the port, which a NAT may change (libtorrent, {@code node.cpp}). BEP 5: the secret changes every five minutes, and the one
 * before it counts.
 */
public final class Tokens {
    private static final Duration ROTATION = Duration.ofMinutes(5);
    private static final int SECRET_BYTES = 16;
    private static final int TOKEN_BYTES = 8;

    private final RandomGenerator random;
    private byte[] secret;
    private byte[] oldSecret;
    private Instant rotatedAt;

    /** Tokens whose secrets are drawn from {@code random}. */
    public Tokens(RandomGenerator random, Instant now) {
        this.random = random;
        this.secret = newSecret();
        this.oldSecret = newSecret();
        this.rotatedAt = now;
    }

    /** The token for {@code holder} to store under {@code target}. */
    public ByteString issue(InetSocketAddress holder, Id target, Instant now) {
        rotate(now);
        return token(secret, holder, target);
    }

    /** Whether {@code token} was issued for the same address and target five to ten minutes ago at most. */
    public boolean accepts(ByteString token, InetSocketAddress holder, Id target, Instant now) {
        rotate(now);
        boolean current = isSame(token, token(secret, holder, target));
        boolean previous = isSame(token, token(oldSecret, holder, target));
        return current || previous;
    }

    private static boolean isSame(ByteString first, ByteString second) {
        return MessageDigest.isEqual(first.bytes(), second.bytes());
    }

    private void rotate(Instant now) {
        if (rotatedAt.plus(ROTATION).isAfter(now)) {
            return;
        }
        boolean slept = !rotatedAt.plus(ROTATION.multipliedBy(2)).isAfter(now);
        oldSecret = slept ? newSecret() : secret;
        secret = newSecret();
        rotatedAt = now;
    }

    private byte[] newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ByteString token(byte[] key, InetSocketAddress holder, Id target) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(holder.getAddress().getAddress());
            mac.update(target.bytes());
            return ByteString.of(Arrays.copyOf(mac.doFinal(), TOKEN_BYTES));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HMAC-SHA-256", e);
        }
    }
}
