package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compact peer and node info: address and port in network order, a node's id before them. BEP 5, BEP 32. */
final class CompactAddress {
    private CompactAddress() {}

    static ByteString write(InetSocketAddress address) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        write(address, output);
        return ByteString.of(output.toByteArray());
    }

    static ByteString write(List<Contact> contacts) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (Contact contact : contacts) {
            output.writeBytes(contact.id().bytes());
            write(contact.address(), output);
        }
        return ByteString.of(output.toByteArray());
    }

    private static void write(InetSocketAddress address, ByteArrayOutputStream output) {
        output.writeBytes(address.getAddress().getAddress());
        output.write(address.getPort() >>> 8);
        output.write(address.getPort());
    }

    /** The address that 6 or 18 bytes are; empty for other lengths. */
    static Optional<InetSocketAddress> read(ByteString bytes) {
        for (Family family : Family.values()) {
            if (bytes.length() == family.peerBytes()) {
                return Optional.of(read(bytes.bytes(), 0, family));
            }
        }
        return Optional.empty();
    }

    /** The contacts of {@code family}, as many as there are whole ones: so does libtorrent. */
    static List<Contact> read(ByteString bytes, Family family) {
        byte[] content = bytes.bytes();
        List<Contact> contacts = new ArrayList<>();
        for (int at = 0; at + family.contactBytes() <= content.length; at += family.contactBytes()) {
            Id id = Id.of(Arrays.copyOfRange(content, at, at + Id.BYTES));
            contacts.add(new Contact(id, read(content, at + Id.BYTES, family)));
        }
        return contacts;
    }

    private static InetSocketAddress read(byte[] content, int at, Family family) {
        int end = at + family.addressBytes();
        int port = (content[end] & 0xff) << 8 | (content[end + 1] & 0xff);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(content, at, end)), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("addresses of this length exist", e);
        }
    }
}
