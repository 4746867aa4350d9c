package dev.godwit.dht.item;

import dev.godwit.dht.bencode.BencodeEncoder;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A value that the holder of a key can replace. BEP 44, "Mutable items". That the signature fits is not a property of the
 * type: {@link ItemVerifier} tells.
 *
 * @param key who signed it
 * @param salt tells several items of one key apart; may be empty
 * @param sequence its number, not negative: a greater one replaces it
 * @param value what is stored
 * @param signature over {@link #signedBytes}
 */
public record MutableItem(Ed25519Key key, ByteString salt, long sequence, BencodeValue value, ByteString signature)
        implements Item {
    /** A longer salt is refused by every node. BEP 44. */
    public static final int SALT_BYTES_MAX = 64;

    /** Length of an Ed25519 signature. RFC 8032 §5.1.6. */
    public static final int SIGNATURE_BYTES = 64;

    /** An item with these parts; lengths and number are checked, the signature is not. */
    public MutableItem {
        if (salt.length() > SALT_BYTES_MAX || signature.length() != SIGNATURE_BYTES || sequence < 0) {
            throw new IllegalArgumentException("salt of " + salt.length() + " bytes, signature of " + signature.length()
                    + ", sequence " + sequence);
        }
    }

    /** Signs {@code value}; refuses one that no node would store. */
    public static MutableItem sign(Signer signer, ByteString salt, long sequence, BencodeValue value) {
        ByteString signature = signer.sign(signedBytes(salt, sequence, value));
        MutableItem item = new MutableItem(signer.publicKey(), salt, sequence, value, signature);
        if (item.valueBytes() > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException("a value of " + item.valueBytes() + " bytes");
        }
        return item;
    }

    /** Where items of {@code key} and {@code salt} are stored. */
    public static Id target(Ed25519Key key, ByteString salt) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.writeBytes(key.bytes().bytes());
        name.writeBytes(salt.bytes());
        return Id.sha1(name.toByteArray());
    }

    /** What is signed: the bencoded entries salt (unless empty), seq and v, without a dictionary around them. BEP 44. */
    public static byte[] signedBytes(ByteString salt, long sequence, BencodeValue value) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        if (!salt.isEmpty()) {
            signed.writeBytes(ascii("4:salt"));
            signed.writeBytes(BencodeEncoder.encode(salt));
        }
        signed.writeBytes(ascii("3:seqi" + sequence + "e1:v"));
        signed.writeBytes(BencodeEncoder.encode(value));
        return signed.toByteArray();
    }

    /** What this item's signature is over. */
    public byte[] signedBytes() {
        return signedBytes(salt, sequence, value);
    }

    @Override
    public Id target() {
        return target(key, salt);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
