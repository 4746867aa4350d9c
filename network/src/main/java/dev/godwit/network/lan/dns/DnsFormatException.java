package dev.godwit.network.lan.dns;

import java.io.Serial;

/** A datagram that is not a DNS message we can take. It has no stack trace: strangers decide how many there are. */
public final class DnsFormatException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    DnsFormatException(String why) {
        super(why, null, false, false);
    }
}
