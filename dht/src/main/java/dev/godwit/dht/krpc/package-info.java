/**
 * KRPC, what nodes say to each other: queries, responses and errors of BEP 5, 32, 33, 42, 43, 44 and 51, and their bytes.
 * Immutable values, pure computation. The reader is total: a datagram leads to a message or to a
 * {@link dev.godwit.dht.krpc.KrpcException}, which holds the error to answer with where one is due.
 */
@NullMarked
package dev.godwit.dht.krpc;

import org.jspecify.annotations.NullMarked;
