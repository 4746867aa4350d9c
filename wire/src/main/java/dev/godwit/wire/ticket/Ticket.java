package dev.godwit.wire.ticket;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.identity.PeerId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Everything a receiver needs, offline: whom to expect, the secret that opens the share, and where to try. A ticket with
 * one IPv4 address has 99 letters. PROTOCOL.md §3.1.
 *
 * @param peerId the sender
 * @param capability the secret that opens the share
 * @param addresses resolved TCP addresses to try, at most {@link #ADDRESSES_MAX}; may be empty
 */
public record Ticket(PeerId peerId, Capability capability, List<InetSocketAddress> addresses) {
    /** What every ticket begins with. */
    public static final String SCHEME = "godwit:";

    /** Addresses in one ticket. */
    public static final int ADDRESSES_MAX = 16;

    /** Letters in the longest ticket that is looked at. */
    public static final int LETTERS_MAX = 1024;

    private static final int CHECKSUM_BYTES = 2;
    private static final byte[] CHECKSUM_LABEL = "godwit ticket 1".getBytes(StandardCharsets.US_ASCII);

    /** @throws IllegalArgumentException for too many addresses, or a name that was not looked up */
    public Ticket {
        addresses = List.copyOf(addresses);
        if (addresses.size() > ADDRESSES_MAX) {
            throw new IllegalArgumentException("a ticket has at most " + ADDRESSES_MAX + " addresses");
        }
        if (addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException("a ticket holds addresses, not names");
        }
    }

    /**
     * Reads a ticket as {@link #uri} writes it; surrounding space and upper case are forgiven.
     *
     * @throws FaultException {@link FaultCode#TICKET_INVALID}, without the ticket in its text
     */
    public static Ticket parse(String text) throws FaultException {
        String trimmed = text.strip();
        if (!trimmed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw invalid("it does not begin with " + SCHEME);
        }
        if (trimmed.length() > LETTERS_MAX) {
            throw invalid("it is too long");
        }
        byte[] bytes = Base32.decode(trimmed.substring(SCHEME.length()))
                .orElseThrow(() -> invalid("it has letters that no ticket has, or lacks some"));
        if (bytes.length < PeerId.BYTES + Capability.BYTES + CHECKSUM_BYTES) {
            throw invalid("it is too short");
        }
        byte[] body = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        if (!Arrays.equals(checksum(body), Arrays.copyOfRange(bytes, body.length, bytes.length))) {
            throw invalid("a letter is wrong or missing");
        }
        return read(ByteBuffer.wrap(body));
    }

    private static Ticket read(ByteBuffer body) throws FaultException {
        byte[] peerId = new byte[PeerId.BYTES];
        body.get(peerId);
        byte[] capability = new byte[Capability.BYTES];
        body.get(capability);
        return new Ticket(PeerId.of(peerId), Capability.of(capability), RouteGroups.read(body));
    }

    static FaultException invalid(String why) {
        return Fault.of(FaultCode.TICKET_INVALID, why).exception();
    }

    private static byte[] checksum(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(CHECKSUM_LABEL);
            return Arrays.copyOf(digest.digest(body), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The URI for a person to copy: a secret. */
    public String uri() {
        byte[] groups = RouteGroups.write(addresses);
        byte[] body = ByteBuffer.allocate(PeerId.BYTES + Capability.BYTES + groups.length)
                .put(peerId.bytes())
                .put(capability.bytes())
                .put(groups)
                .array();
        byte[] whole = Arrays.copyOf(body, body.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(body), 0, whole, body.length, CHECKSUM_BYTES);
        return SCHEME + Base32.encode(whole);
    }
}
