package dev.godwit.dht.bencode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes values in their canonical form: no spare digits, dictionary keys sorted by unsigned bytes. BEP 3. */
public final class BencodeEncoder {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private BencodeEncoder() {}

    /** The canonical encoding of {@code value}. */
    public static byte[] encode(BencodeValue value) {
        BencodeEncoder encoder = new BencodeEncoder();
        encoder.write(value);
        return encoder.output.toByteArray();
    }

    private void write(BencodeValue value) {
        switch (value) {
            case ByteString bytes -> writeBytes(bytes);
            case BencodeInteger integer -> writeAscii("i" + integer.value() + "e");
            case BencodeList list -> {
                output.write('l');
                list.values().forEach(this::write);
                output.write('e');
            }
            case BencodeDictionary dictionary -> {
                output.write('d');
                dictionary.entries().forEach((key, entry) -> {
                    writeBytes(key);
                    write(entry);
                });
                output.write('e');
            }
        }
    }

    private void writeBytes(ByteString bytes) {
        writeAscii(bytes.length() + ":");
        output.writeBytes(bytes.bytes());
    }

    private void writeAscii(String text) {
        output.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
