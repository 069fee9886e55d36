"""OpenCV's own way from a decoded picture to face boxes, for comparison: one thread, cv2.dnn reading the same ONNX file.

opencv_pipeline.py yunet|ultraface MODEL FRAMES WIDTH HEIGHT
FRAMES holds packed BGR pictures. For every line on standard input all pictures are gone through once; the seconds that took and the number of
boxes are printed. Prints "ready" first.
"""
import sys
import time

import cv2
import numpy as np


class YuNet:
    side = 640

    def __init__(self, model):
        self.net = cv2.dnn.readNetFromONNX(model)
        self.names = [f"{head}_{stride}" for head in ("cls", "obj", "bbox") for stride in (8, 16, 32)]

    def detect(self, frame):
        height, width = frame.shape[:2]
        scale = min(self.side / width, self.side / height)
        columns, rows = round(width * scale), round(height * scale)
        resized = cv2.resize(frame, (columns, rows), interpolation=cv2.INTER_LINEAR)
        padded = cv2.copyMakeBorder(resized, 0, self.side - rows, 0, self.side - columns, cv2.BORDER_CONSTANT)
        self.net.setInput(cv2.dnn.blobFromImage(padded))
        outputs = self.net.forward(self.names)
        boxes, scores = [], []
        for level, stride in enumerate((8, 16, 32)):
            score = np.sqrt(np.clip(outputs[level].ravel(), 0, 1) * np.clip(outputs[3 + level].ravel(), 0, 1))
            kept = np.nonzero(score >= 0.7)[0]
            box = outputs[6 + level].reshape(-1, 4)[kept]
            row, column = np.divmod(kept, self.side // stride)
            sides = np.exp(box[:, 2:]) * stride
            corner = np.stack(((column + box[:, 0]) * stride, (row + box[:, 1]) * stride), 1) - sides / 2
            boxes.append(np.hstack((corner, sides)) / scale)
            scores.append(score[kept])
        return suppressed(np.vstack(boxes), np.concatenate(scores))


class UltraFace:
    def __init__(self, model):
        self.net = cv2.dnn.readNetFromONNX(model)

    def detect(self, frame):
        height, width = frame.shape[:2]
        self.net.setInput(cv2.dnn.blobFromImage(frame, 1 / 128, (320, 240), (127, 127, 127), swapRB=True))
        scores, boxes = self.net.forward(["scores", "boxes"])
        score = scores[0, :, 1]
        kept = np.nonzero(score >= 0.7)[0]
        box = boxes[0, kept] * (width, height, width, height)
        return suppressed(np.hstack((box[:, :2], box[:, 2:] - box[:, :2])), score[kept])


def suppressed(boxes, scores):
    return len(cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.7, 0.3)) if len(scores) else 0


def main():
    kind, model, path, width, height = sys.argv[1:]
    cv2.setNumThreads(1)
    frames = np.fromfile(path, np.uint8).reshape(-1, int(height), int(width), 3)
    detector = {"yunet": YuNet, "ultraface": UltraFace}[kind](model)
    detector.detect(frames[0])
    print("ready", cv2.__version__, flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        found = sum(detector.detect(frame) for frame in frames)
        print(time.perf_counter() - began, found, flush=True)


main()
