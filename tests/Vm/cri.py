#!/usr/bin/python3
"""Runs a container in a pod by the Container Runtime Interface, as the kubelet does, and prints its ID and PID.

Usage: cri.py SOCKET RUNTIME CGROUP-PARENT POD-UID CONTAINER-NAME IMAGE COMMAND ARGUMENT...

Messages: k8s.io/cri-api, pkg/apis/runtime/v1/api.proto.
"""
import json
import sys

import grpc

NODE = 2  # NamespaceMode: the network of the host


def varint(number):
    octets = []
    while number > 0x7F:
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(octets + [number])


def message(**fields):
    """Encodes fields by their numbers: message(_1="text", _2=3, _3=message(...)). Several values of one field are a list."""
    encoded = b""
    for name, values in fields.items():
        number = int(name[1:])
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, int):
                encoded += varint(number << 3) + varint(value)
            else:
                octets = value.encode() if isinstance(value, str) else value
                encoded += varint(number << 3 | 2) + varint(len(octets)) + octets
    return encoded


def fields(encoded):
    """Decodes the fields of a message as pairs of number and value."""
    position = 0

    def take():
        nonlocal position
        number = shift = 0
        while True:
            octet = encoded[position]
            position += 1
            number |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                return number

    while position < len(encoded):
        tag = take()
        value = take()
        if tag & 7 == 2:
            value, position = encoded[position:position + value], position + value
        yield tag >> 3, value


socket, runtime, parent, uid, name, image, *command = sys.argv[1:]
channel = grpc.insecure_channel(f"unix://{socket}")


def call(method, request):
    return dict(fields(channel.unary_unary(f"/runtime.v1.RuntimeService/{method}")(request, timeout=300)))


sandbox = message(
    _1=message(_1=f"pod-{name}", _2=uid, _3="default"),
    _3=f"/var/log/pods/default_pod-{name}_{uid}",
    _8=message(_1=parent, _2=message(_1=message(_1=NODE))))
pod = call("RunPodSandbox", message(_1=sandbox, _2=runtime))[1].decode()
container = message(_1=message(_1=name), _2=message(_1=image), _3=command, _11=f"{name}/0.log")
identifier = call("CreateContainer", message(_1=pod, _2=container, _3=sandbox))[1].decode()
call("StartContainer", message(_1=identifier))
status = call("ContainerStatus", message(_1=identifier, _2=1))
print(identifier, json.loads(dict(fields(status[2]))[2])["pid"])
