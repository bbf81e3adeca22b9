"""A BERT sentence encoder as one ONNX graph, written straight from its published weights."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
_IR_VERSION = 9
# The quantiser warns on the root logger unless told that nothing is left to simplify in this graph.
_READY_TO_QUANTISE = {"onnx.quant.pre_process": "onnxruntime.quant"}


def encoder(weights: Mapping[str, NDArray[np.float32]], config: Mapping[str, Any], max_tokens: int) -> onnx.ModelProto:
    """Token ids and attention mask in, one vector of length one per text out.

    Attention is written out on purpose: the fused operators are no faster once quantised. Raises ValueError
    for anything but a BERT encoder with exact GELU.
    """
    if (config["model_type"], config["hidden_act"]) != ("bert", "gelu"):
        raise ValueError("only BERT encoders with exact GELU can be written")
    graph = _Graph(weights, config)
    mask = graph.apply("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = graph.token_embeddings(max_tokens)
    bias = graph.padding_bias(mask)
    for layer in range(config["num_hidden_layers"]):
        hidden = graph.layer(hidden, bias, f"encoder.layer.{layer}.")
    return graph.model(graph.pooled(hidden, mask))


class _Graph:
    """Collects nodes and constants; every method adds some and returns the name of their result."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], config: Mapping[str, Any]) -> None:
        self._weights = weights
        self._heads: int = config["num_attention_heads"]
        self._width: int = config["hidden_size"]
        self._epsilon: float = config["layer_norm_eps"]
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def apply(self, operator: str, *inputs: str, **attributes: Any) -> str:
        result = f"t{len(self._nodes)}"
        self._nodes.append(
            helper.make_node(operator, list(inputs), [result], name=f"{operator}_{result}", **attributes)
        )
        return result

    def token_embeddings(self, max_tokens: int) -> str:
        """Words as int8 with one scale each: a smaller error than quantising the table as a whole."""
        words = self._weights["embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
        table = self._constant(np.rint(words / scale).astype(np.int8))
        steps = self.apply("Cast", self.apply("Gather", table, "input_ids"), to=TensorProto.FLOAT)
        hidden = self.apply("Mul", steps, self.apply("Gather", self._constant(scale), "input_ids"))

        places = self._weights["embeddings.position_embeddings.weight"][:max_tokens]
        only_type = self._weights["embeddings.token_type_embeddings.weight"][0]
        zero = self._constant(np.zeros(1, np.int64))
        length = self.apply("Shape", "input_ids", start=1, end=2)
        used = self.apply("Slice", self._constant(places + only_type), zero, length, zero)
        return self._layer_norm(self.apply("Add", hidden, used), "embeddings.LayerNorm")

    def padding_bias(self, mask: str) -> str:
        """0 for a token, -10,000 for padding, in the shape of the attention scores."""
        one, far = self._constant(np.ones(1, np.float32)), self._constant(np.array([1e4], np.float32))
        bias = self.apply("Mul", self.apply("Sub", mask, one), far)
        return self.apply("Unsqueeze", bias, self._constant(np.array([1, 2])))

    def layer(self, hidden: str, bias: str, name: str) -> str:
        attended = self._dense(self._attention(hidden, bias, name), name + "attention.output.dense")
        hidden = self._layer_norm(self.apply("Add", hidden, attended), name + "attention.output.LayerNorm")
        inner = self.apply("Gelu", self._dense(hidden, name + "intermediate.dense"), domain="com.microsoft")
        outer = self._dense(inner, name + "output.dense")
        return self._layer_norm(self.apply("Add", hidden, outer), name + "output.LayerNorm")

    def pooled(self, hidden: str, mask: str) -> str:
        """The sum over the tokens, scaled to length one, which is the mean scaled to length one."""
        axis = self._constant(np.ones(1, np.int64))
        total = self.apply("Squeeze", self.apply("MatMul", self.apply("Unsqueeze", mask, axis), hidden), axis)
        return self.apply("Div", total, self.apply("ReduceL2", total, self._constant(np.array([-1])), keepdims=1))

    def model(self, result: str) -> onnx.ModelProto:
        self._nodes.append(helper.make_node("Identity", [result], ["embedding"], name="embedding"))
        ids, mask = (
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        )
        embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", self._width])
        graph = helper.make_graph(self._nodes, "encoder", [ids, mask], [embedding], self._constants)
        model = helper.make_model(graph, opset_imports=_OPSETS, ir_version=_IR_VERSION)
        helper.set_model_props(model, _READY_TO_QUANTISE)
        return model

    def _constant(self, values: NDArray[Any]) -> str:
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _dense(self, inputs: str, name: str) -> str:
        product = self.apply("MatMul", inputs, self._constant(self._weights[name + ".weight"].T))
        return self.apply("Add", product, self._constant(self._weights[name + ".bias"]))

    def _layer_norm(self, inputs: str, name: str) -> str:
        scale, shift = (self._constant(self._weights[name + part]) for part in (".weight", ".bias"))
        return self.apply("LayerNormalization", inputs, scale, shift, axis=-1, epsilon=self._epsilon)

    def _attention(self, hidden: str, bias: str, name: str) -> str:
        query, key, value = (
            self._by_head(self._dense(hidden, f"{name}attention.self.{part}")) for part in ("query", "key", "value")
        )
        size = self._width // self._heads
        products = self.apply("MatMul", query, self.apply("Transpose", key, perm=[0, 1, 3, 2]))
        scores = self.apply(
            "Add", self.apply("Mul", products, self._constant(np.array([size**-0.5], np.float32))), bias
        )
        mixed = self.apply(
            "Transpose",
            self.apply("MatMul", self.apply("Softmax", scores, axis=-1), value),
            perm=[0, 2, 1, 3],
        )
        return self.apply("Reshape", mixed, self._constant(np.array([0, 0, self._width])))

    def _by_head(self, inputs: str) -> str:
        shape = self._constant(np.array([0, 0, self._heads, self._width // self._heads]))
        return self.apply("Transpose", self.apply("Reshape", inputs, shape), perm=[0, 2, 1, 3])
