package dev.godwit.dht.engine;

import java.net.InetSocketAddress;

/**
 * This node's address as others see it.
 *
 * @param address what most voters saw; its port is the one seen last
 * @param voters nodes of different providers that saw this host
 * @param mapping what the ports they saw say of the NAT in between
 */
public record ExternalAddress(InetSocketAddress address, int voters, Mapping mapping) {
    /** So many voters who agree are believed. */
    public static final int VOTERS_ENOUGH = 8;

    /** How a NAT chooses ports. RFC 4787 §4.1. */
    public enum Mapping {
        /** The same port towards everybody: a peer can be told where to send. */
        ENDPOINT_INDEPENDENT,
        /** Another port towards each: what one peer sees is of no use to another. */
        ENDPOINT_DEPENDENT,
        /** Too few have answered. */
        UNKNOWN
    }

    /** Whether enough nodes say so. */
    public boolean isCertain() {
        return voters >= VOTERS_ENOUGH;
    }
}
